namespace TranslationService.Cli;

/// <summary>A standard stream that the shell has closed: an error for whoever reads or writes it, and none for whoever does not need it.</summary>
internal sealed class ClosedStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new IOException("the shell has closed it");

    public override void Write(byte[] buffer, int offset, int count) => throw new IOException("standard output cannot be written: the shell has closed it");

    public override void Flush()
    {
        // Nothing was written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
