using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using TranslationService.Artifacts;

namespace TranslationService.Training.Vocabulary;

/// <summary>Runs SentencePiece's own trainer. The same lines and options give the same bytes: its threads are counted, its seed and its file names are fixed.</summary>
internal sealed partial class SpmTrain(string program = SpmTrain.DefaultProgram)
{
    /// <summary>The program's name on the path.</summary>
    public const string DefaultProgram = "spm_train";

    // Relative names, since the model file records them.
    private const string TextName = "text.txt";
    private const string ModelName = "tokenizer";

    // How the expected counts are summed depends on the number of threads, not on the machine.
    private static readonly string[] FixedOptions =
    [
        $"--input={TextName}", $"--model_prefix={ModelName}", "--model_type=unigram", "--character_coverage=1.0", "--normalization_rule_name=nmt_nfkc",
        "--byte_fallback=false", "--pad_id=0", "--unk_id=1", "--bos_id=2", "--eos_id=3", "--num_threads=2", "--random_seed=1",
        "--shuffle_input_sentence=false", "--input_sentence_size=0",
    ];

    /// <summary>Trains a Unigram model.</summary>
    /// <param name="lines">The text.</param>
    /// <param name="pieces">The number of pieces, special ones included.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <returns>The path of the model.</returns>
    /// <exception cref="ArtifactException">The program is missing or fails for another reason than the size.</exception>
    /// <exception cref="PieceCountException">The text does not give this number of pieces.</exception>
    public string Train(IEnumerable<string> lines, int pieces, string folder)
    {
        File.WriteAllLines(Path.Combine(folder, TextName), lines);
        var (exitCode, log) = Run(folder, [.. FixedOptions, $"--vocab_size={pieces}"]);
        return exitCode == 0 ? Path.Combine(folder, ModelName + ".model") : throw Failure(log, pieces);
    }

    private (int ExitCode, string Log) Run(string folder, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        try
        {
            using var process = Process.Start(start) ?? throw new UnreachableException("a new process was expected");
            process.OutputDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            var log = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, log);
        }
        catch (Win32Exception e)
        {
            throw new ArtifactException($"{program} cannot be started; install it (on Debian: apt-get install sentencepiece)", e);
        }
    }

    private Exception Failure(string log, int pieces)
    {
        if (TooMany().Match(log) is { Success: true } most)
        {
            return new PieceCountException(pieces, int.Parse(most.Groups["pieces"].Value), isLargest: true);
        }

        if (TooFew().Match(log) is { Success: true } least)
        {
            return new PieceCountException(pieces, int.Parse(least.Groups["pieces"].Value), isLargest: false);
        }

        if (log.Contains("sentences_.empty()", StringComparison.Ordinal))
        {
            return new ArtifactException("the text has no line that a vocabulary can be trained on: each is over 4,192 bytes, or has no visible character");
        }

        var lastLine = log.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault(line => !line.StartsWith("Program terminated", StringComparison.Ordinal));
        return new ArtifactException($"{program} failed: {lastLine}");
    }

    [GeneratedRegex(@"Vocabulary size too high \(\d+\)\. Please set it to a value <= (?<pieces>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TooMany();

    [GeneratedRegex(@"Vocabulary size is smaller than required_chars\. \d+ vs (?<pieces>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TooFew();
}
