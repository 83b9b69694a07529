using TranslationService.Inference.Kernels.Interop;

namespace TranslationService.Inference.Kernels;

/// <summary>An input or output of an operator. One that is optional may be left out of a node.</summary>
internal sealed record Parameter(string Name, ElementType Type, bool IsOptional = false);
