namespace TranslationService.Inference.Kernels;

/// <summary>A node cannot be computed: its tensors do not fit. ONNX Runtime is told the message, with the operator's name before it.</summary>
internal sealed class OperatorException(string message) : Exception(message);
