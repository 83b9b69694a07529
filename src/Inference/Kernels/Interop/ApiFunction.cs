namespace TranslationService.Inference.Kernels.Interop;

/// <summary>
/// Where a function stands in ONNX Runtime's table, <c>struct OrtApi</c> of onnxruntime_c_api.h. The table only ever grows at its end, so that these places hold for
/// every later version. The names are the header's.
/// </summary>
internal enum ApiFunction
{
    CreateStatus = 0,
    GetErrorMessage = 2,
    CreateCustomOpDomain = 26,
    CustomOpDomain_Add = 27,
    AddCustomOpDomain = 28,
    GetTensorMutableData = 51,
    KernelInfoGetAttribute_float = 85,
    KernelInfoGetAttribute_int64 = 86,
    KernelContext_GetInput = 90,
    KernelContext_GetOutput = 91,
    ReleaseStatus = 93,
    GetTensorElementTypeAndShapeDataReference = 414,
}
