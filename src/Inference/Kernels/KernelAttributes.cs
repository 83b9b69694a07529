using System.Runtime.InteropServices;
using TranslationService.Inference.Kernels.Interop;

namespace TranslationService.Inference.Kernels;

/// <summary>The attributes of a node while its kernel is made.</summary>
internal readonly unsafe struct KernelAttributes(nint info)
{
    public float Float(string name)
    {
        var text = Marshal.StringToCoTaskMemUTF8(name);
        try
        {
            NativeApi.Check(NativeApi.GetFloatAttribute(info, (byte*)text, out var value));
            return value;
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    /// <param name="name">The attribute's name.</param>
    /// <param name="minimum">The least that makes sense.</param>
    /// <param name="maximum">The most that makes sense.</param>
    /// <param name="absent">What it is where the node does not have it; null if it must.</param>
    public int Int(string name, int minimum, int maximum, int? absent = null)
    {
        var text = Marshal.StringToCoTaskMemUTF8(name);
        try
        {
            var status = NativeApi.GetIntAttribute(info, (byte*)text, out var value);
            if (status != 0 && absent is { } substitute)
            {
                NativeApi.Release(status);
                return substitute;
            }

            NativeApi.Check(status);
            return value >= minimum && value <= maximum
                ? (int)value
                : throw new OperatorException($"the attribute {name} is {value}, outside {minimum} … {maximum}");
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }
}
