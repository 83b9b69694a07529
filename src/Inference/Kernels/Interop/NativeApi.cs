using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace TranslationService.Inference.Kernels.Interop;

/// <summary>The part of ONNX Runtime's C API that operators need and its C# API lacks. A status is 0, or an error to be given to <see cref="Check"/>.</summary>
internal static unsafe partial class NativeApi
{
    /// <summary>The version of the API that this code is written for: the one that can give a tensor's shape without allocating.</summary>
    public const uint Version = 24;

    private const int InvalidArgument = 2;

    private static readonly nint* Table = LoadTable();

    // (code, message) → status
    private static readonly delegate* unmanaged[Cdecl]<int, byte*, nint> CreateStatusFunction =
        (delegate* unmanaged[Cdecl]<int, byte*, nint>)Table[(int)ApiFunction.CreateStatus];

    private static readonly delegate* unmanaged[Cdecl]<nint, byte*> GetErrorMessage =
        (delegate* unmanaged[Cdecl]<nint, byte*>)Table[(int)ApiFunction.GetErrorMessage];

    private static readonly delegate* unmanaged[Cdecl]<nint, void> ReleaseStatus =
        (delegate* unmanaged[Cdecl]<nint, void>)Table[(int)ApiFunction.ReleaseStatus];

    /// <summary>(name, out domain) → status.</summary>
    public static readonly delegate* unmanaged[Cdecl]<byte*, out nint, nint> CreateCustomOpDomain =
        (delegate* unmanaged[Cdecl]<byte*, out nint, nint>)Table[(int)ApiFunction.CreateCustomOpDomain];

    /// <summary>(domain, operator) → status.</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, CustomOp*, nint> CustomOpDomainAdd =
        (delegate* unmanaged[Cdecl]<nint, CustomOp*, nint>)Table[(int)ApiFunction.CustomOpDomain_Add];

    /// <summary>(session options, domain) → status.</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, nint, nint> AddCustomOpDomain =
        (delegate* unmanaged[Cdecl]<nint, nint, nint>)Table[(int)ApiFunction.AddCustomOpDomain];

    /// <summary>(kernel info, name, out value) → status.</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, byte*, out float, nint> GetFloatAttribute =
        (delegate* unmanaged[Cdecl]<nint, byte*, out float, nint>)Table[(int)ApiFunction.KernelInfoGetAttribute_float];

    /// <summary>(kernel info, name, out value) → status.</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, byte*, out long, nint> GetIntAttribute =
        (delegate* unmanaged[Cdecl]<nint, byte*, out long, nint>)Table[(int)ApiFunction.KernelInfoGetAttribute_int64];

    /// <summary>(kernel context, index, dimensions, rank, out value, 0 for an output that nothing uses) → status. It may allocate, so the collector must not wait for it.</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, nuint, long*, nuint, out nint, nint> GetOutput =
        (delegate* unmanaged[Cdecl]<nint, nuint, long*, nuint, out nint, nint>)Table[(int)ApiFunction.KernelContext_GetOutput];

    // The next three return at once: a few nanoseconds, less than it takes to tell the collector that the thread is gone.

    /// <summary>(kernel context, index, out value, 0 for one that is left out) → status.</summary>
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, nuint, out nint, nint> GetInput =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, nuint, out nint, nint>)Table[(int)ApiFunction.KernelContext_GetInput];

    /// <summary>(value, out data) → status.</summary>
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, out void*, nint> GetData =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, out void*, nint>)Table[(int)ApiFunction.GetTensorMutableData];

    /// <summary>(value, out element type, out dimensions owned by the value, out rank) → status.</summary>
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, out ElementType, out long*, out nuint, nint> GetTypeAndShape =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, out ElementType, out long*, out nuint, nint>)Table[(int)ApiFunction.GetTensorElementTypeAndShapeDataReference];

    /// <summary>Throws what a status says, and frees it.</summary>
    /// <exception cref="OperatorException">The status is an error.</exception>
    public static void Check(nint status)
    {
        if (status != 0)
        {
            Throw(status);
        }
    }

    /// <summary>Frees a status that does not matter.</summary>
    public static void Release(nint status) => ReleaseStatus(status);

    /// <summary>An error for ONNX Runtime, which frees it.</summary>
    public static nint CreateStatus(string message)
    {
        var text = Marshal.StringToCoTaskMemUTF8(message);
        try
        {
            return CreateStatusFunction(InvalidArgument, (byte*)text);
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    [DoesNotReturn]
    private static void Throw(nint status)
    {
        var message = Marshal.PtrToStringUTF8((nint)GetErrorMessage(status));
        ReleaseStatus(status);
        throw new OperatorException(message ?? "ONNX Runtime gave no reason.");
    }

    // The first function of OrtApiBase is GetApi.
    private static nint* LoadTable()
    {
        var getApi = (delegate* unmanaged[Cdecl]<uint, nint*>)(*GetApiBase());
        var table = getApi(Version);
        return table != null ? table : throw new OperatorException($"This ONNX Runtime is older than 1.{Version}.");
    }

    [LibraryImport("onnxruntime", EntryPoint = "OrtGetApiBase")]
    private static partial nint* GetApiBase();
}
