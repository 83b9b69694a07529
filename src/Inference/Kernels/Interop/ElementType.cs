namespace TranslationService.Inference.Kernels.Interop;

/// <summary>The element types of our operators, with the numbers of <c>ONNXTensorElementDataType</c>.</summary>
internal enum ElementType
{
    Float = 1,
    Byte = 2,
    Int32 = 6,
    Int64 = 7,
}
