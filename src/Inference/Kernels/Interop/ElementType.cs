namespace TranslationService.Inference.Kernels.Interop;

/// <summary>The element types of our operators, with the numbers of <c>ONNXTensorElementDataType</c>.</summary>
internal enum ElementType
{
    /// <summary>Of an input only: the kernel looks what it is.</summary>
    Any = 0,
    Float = 1,
    Byte = 2,
    SignedByte = 3,
    Int32 = 6,
    Int64 = 7,
}
