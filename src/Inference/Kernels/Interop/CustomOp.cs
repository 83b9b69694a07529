using System.Runtime.InteropServices;

namespace TranslationService.Inference.Kernels.Interop;

/// <summary>
/// <c>struct OrtCustomOp</c> of onnxruntime_c_api.h as of API version 24, then a field of ours. ONNX Runtime gives its address to every function, so that
/// <see cref="Definition"/> says which operator is meant.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct CustomOp
{
    public uint Version;
    public nint CreateKernel;
    public delegate* unmanaged[Cdecl]<CustomOp*, byte*> GetName;
    public delegate* unmanaged[Cdecl]<CustomOp*, byte*> GetExecutionProviderType;
    public delegate* unmanaged[Cdecl]<CustomOp*, nuint, ElementType> GetInputType;
    public delegate* unmanaged[Cdecl]<CustomOp*, nuint> GetInputTypeCount;
    public delegate* unmanaged[Cdecl]<CustomOp*, nuint, ElementType> GetOutputType;
    public delegate* unmanaged[Cdecl]<CustomOp*, nuint> GetOutputTypeCount;
    public nint KernelCompute;
    public delegate* unmanaged[Cdecl]<nint, void> KernelDestroy;
    public delegate* unmanaged[Cdecl]<CustomOp*, nuint, int> GetInputCharacteristic;
    public delegate* unmanaged[Cdecl]<CustomOp*, nuint, int> GetOutputCharacteristic;
    public delegate* unmanaged[Cdecl]<CustomOp*, nuint, int> GetInputMemoryType;
    public delegate* unmanaged[Cdecl]<CustomOp*, int> GetVariadicInputMinArity;
    public delegate* unmanaged[Cdecl]<CustomOp*, int> GetVariadicInputHomogeneity;
    public delegate* unmanaged[Cdecl]<CustomOp*, int> GetVariadicOutputMinArity;
    public delegate* unmanaged[Cdecl]<CustomOp*, int> GetVariadicOutputHomogeneity;
    public delegate* unmanaged[Cdecl]<CustomOp*, nint, nint, nint*, nint> CreateKernelV2;
    public delegate* unmanaged[Cdecl]<nint, nint, nint> KernelComputeV2;
    public nint InferOutputShapeFn;
    public delegate* unmanaged[Cdecl]<CustomOp*, int> GetStartVersion;
    public delegate* unmanaged[Cdecl]<CustomOp*, int> GetEndVersion;
    public nint GetMayInplace;
    public nint ReleaseMayInplace;
    public nint GetAliasMap;
    public nint ReleaseAliasMap;

    /// <summary>A handle of the <see cref="OperatorDefinition"/>.</summary>
    public nint Definition;

    /// <summary>The operator's name, UTF-8 and ended by 0.</summary>
    public byte* Name;
}
