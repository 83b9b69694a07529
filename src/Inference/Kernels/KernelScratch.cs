namespace TranslationService.Inference.Kernels;

/// <summary>Memory for what a kernel needs while it computes. Every thread has its own, which grows and never shrinks, and goes with the thread.</summary>
internal static unsafe class KernelScratch
{
    private const int Alignment = 64;

    // Pinned, so that addresses into it hold.
    [ThreadStatic]
    private static byte[]? _memory;

    /// <summary>This thread's memory, aligned to a cache line, with any content. It is valid until the thread asks again.</summary>
    public static byte* OfThisThread(long bytes)
    {
        var memory = _memory;
        if (memory is null || memory.Length < bytes + Alignment)
        {
            memory = _memory = GC.AllocateUninitializedArray<byte>(checked((int)Math.Max(bytes + Alignment, 2L * (memory?.Length ?? 0))), pinned: true);
        }

        fixed (byte* start = memory)
        {
            return (byte*)(((nint)start + Alignment - 1) & -Alignment);
        }
    }
}
