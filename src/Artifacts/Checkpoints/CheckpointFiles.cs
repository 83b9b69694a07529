namespace TranslationService.Artifacts.Checkpoints;

/// <summary>The files of a checkpoint folder.</summary>
public static class CheckpointFiles
{
    /// <summary><see cref="CheckpointConfig"/>.</summary>
    public const string Config = "config.json";

    /// <summary>The weights (<see cref="Architecture.TensorNames"/>), in fp32, fp16 or bf16.</summary>
    public const string Weights = "model.safetensors";

    /// <summary>The weights as TorchSharp's <c>module.save</c> writes them, where a folder holds them in place of <see cref="Weights"/>.</summary>
    public const string NativeWeights = "model.dat";

    /// <summary>The SentencePiece model.</summary>
    public const string Tokenizer = "tokenizer.model";

    /// <summary>What the trainer needs to go on exactly; absent in a checkpoint that is only for export.</summary>
    public const string Optimizer = "optimizer.safetensors";

    /// <summary>Where the trainer stood in its run: beside <see cref="Optimizer"/>, and absent with it.</summary>
    public const string Progress = "progress.json";

    /// <summary><see cref="ProbeSet"/>: outputs of the TorchSharp model that an exporter must reproduce.</summary>
    public const string Probes = "probes.json";

    /// <summary>The probes' logits, one tensor <c>logits.{i}</c> [target, vocabulary] a probe.</summary>
    public const string ProbeLogits = "probes.safetensors";
}
