namespace TranslationService.Inference.Kernels.Interop;

/// <summary>What ONNX Runtime keeps for a node of a graph.</summary>
internal sealed record KernelNode(OperatorDefinition Operator, IKernel Kernel);
