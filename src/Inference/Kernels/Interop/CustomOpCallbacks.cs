using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TranslationService.Artifacts.Packages;

namespace TranslationService.Inference.Kernels.Interop;

/// <summary>What ONNX Runtime calls. No exception may pass into native code, where it would end the process: it becomes a status with its sentence.</summary>
[SuppressMessage("Design", "CA1031", Justification = "The border to native code.")]
internal static unsafe class CustomOpCallbacks
{
    /// <summary>The native description of an operator. It is never freed: sessions may live as long as the process.</summary>
    public static CustomOp* Describe(OperatorDefinition definition)
    {
        var op = (CustomOp*)NativeMemory.AllocZeroed((nuint)sizeof(CustomOp));
        op->Version = NativeApi.Version;
        op->Definition = GCHandle<OperatorDefinition>.ToIntPtr(new GCHandle<OperatorDefinition>(definition));
        op->Name = (byte*)Marshal.StringToCoTaskMemUTF8(definition.Name);
        op->GetName = &GetName;
        op->GetExecutionProviderType = &GetExecutionProviderType;
        op->GetInputType = &GetInputType;
        op->GetInputTypeCount = &GetInputTypeCount;
        op->GetOutputType = &GetOutputType;
        op->GetOutputTypeCount = &GetOutputTypeCount;
        op->GetInputCharacteristic = &GetInputCharacteristic;
        op->GetOutputCharacteristic = &GetOutputCharacteristic;
        op->GetInputMemoryType = &GetInputMemoryType;
        op->GetVariadicInputMinArity = &NoVariadic;
        op->GetVariadicInputHomogeneity = &NoVariadic;
        op->GetVariadicOutputMinArity = &NoVariadic;
        op->GetVariadicOutputHomogeneity = &NoVariadic;
        op->GetStartVersion = &GetVersion;
        op->GetEndVersion = &GetVersion;
        op->CreateKernelV2 = &CreateKernel;
        op->KernelComputeV2 = &Compute;
        op->KernelDestroy = &DestroyKernel;
        return op;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint CreateKernel(CustomOp* op, nint api, nint info, nint* kernel)
    {
        var definition = DefinitionOf(op);
        try
        {
            var node = new KernelNode(definition, definition.CreateKernel(new KernelAttributes(info)));
            *kernel = GCHandle<KernelNode>.ToIntPtr(new GCHandle<KernelNode>(node));
            return 0;
        }
        catch (Exception exception)
        {
            *kernel = 0;
            return NativeApi.CreateStatus($"{definition.Name}: {exception.Message}");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Compute(nint kernel, nint context)
    {
        var node = GCHandle<KernelNode>.FromIntPtr(kernel).Target;
        try
        {
            node.Kernel.Compute(new KernelContext(context, node.Operator));
            return 0;
        }
        catch (Exception exception)
        {
            return NativeApi.CreateStatus($"{node.Operator.Name}: {exception.Message}");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void DestroyKernel(nint kernel)
    {
        if (kernel != 0)
        {
            GCHandle<KernelNode>.FromIntPtr(kernel).Dispose();
        }
    }

    private static OperatorDefinition DefinitionOf(CustomOp* op) => GCHandle<OperatorDefinition>.FromIntPtr(op->Definition).Target;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* GetName(CustomOp* op) => op->Name;

    // None: the CPU's.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte* GetExecutionProviderType(CustomOp* op) => null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint GetInputTypeCount(CustomOp* op) => (nuint)DefinitionOf(op).Inputs.Count;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static ElementType GetInputType(CustomOp* op, nuint index) => DefinitionOf(op).Inputs[(int)index].Type;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetInputCharacteristic(CustomOp* op, nuint index) => DefinitionOf(op).Inputs[(int)index].IsOptional ? 1 : 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nuint GetOutputTypeCount(CustomOp* op) => (nuint)DefinitionOf(op).Outputs.Count;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static ElementType GetOutputType(CustomOp* op, nuint index) => DefinitionOf(op).Outputs[(int)index].Type;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetOutputCharacteristic(CustomOp* op, nuint index) => DefinitionOf(op).Outputs[(int)index].IsOptional ? 1 : 0;

    // OrtMemTypeDefault
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetInputMemoryType(CustomOp* op, nuint index) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int NoVariadic(CustomOp* op) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetVersion(CustomOp* op) => RaggedOperators.Version;
}
