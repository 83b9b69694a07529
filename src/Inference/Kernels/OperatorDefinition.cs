namespace TranslationService.Inference.Kernels;

/// <summary>An operator as a graph sees it.</summary>
internal sealed record OperatorDefinition(
    string Name, IReadOnlyList<Parameter> Inputs, IReadOnlyList<Parameter> Outputs, Func<KernelAttributes, IKernel> CreateKernel);
