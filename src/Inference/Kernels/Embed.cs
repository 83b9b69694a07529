using System.Runtime.Intrinsics;
using TranslationService.Artifacts.Packages;
using TranslationService.Inference.Kernels.Interop;
using TranslationService.Inference.Vectors;

namespace TranslationService.Inference.Kernels;

/// <summary><see cref="RaggedOperators.Embed"/>.</summary>
internal sealed unsafe class Embed(float factor, ByteRange range) : IKernel
{
    public static readonly OperatorDefinition Definition = new(
        RaggedOperators.Embed,
        [
            new("ids", ElementType.Int64), new("positions", ElementType.Int64), new("table", ElementType.Any), new("position_table", ElementType.Float),
            new("scales", ElementType.Float, IsOptional: true),
        ],
        [new("embedded", ElementType.Float), .. QuantizedRows.Outputs],
        attributes => new Embed(attributes.Float(RaggedOperators.Factor), ByteRange.OfOptional(attributes)));

    public void Compute(KernelContext context)
    {
        var ids = context.Input(0, rank: 1);
        var rows = ids[0];
        var positions = (long*)context.Vector(1, rows);
        var table = context.Input(2, rank: 2);
        var width = table[1];
        var positionCount = context.Input(3, rank: 2)[0];
        var positionTable = (float*)context.Matrix(3, positionCount, width);
        var scales = context.OptionalVector(4, table[0]);
        CheckType(table, scales);
        var embedded = (float*)context.Output(0, rows, width);
        var quantized = new QuantizedRows(context, 1, (rows, width), range);
        for (long row = 0; row < rows; row++)
        {
            var (id, position) = (((long*)ids.Data)[row], positions[row]);
            Check("token", id, table[0]);
            Check("position", position, positionCount);
            var place = positionTable + (position * width);
            if (scales == null)
            {
                Write((float*)table.Data + (id * width), factor, place, embedded + (row * width), width);
            }
            else
            {
                Write((sbyte*)table.Data + (id * width), scales[id] * factor, place, embedded + (row * width), width);
            }

            quantized.Write(row, embedded + (row * width));
        }
    }

    private static void CheckType(Tensor table, float* scales)
    {
        if (table.Type != (scales == null ? ElementType.Float : ElementType.SignedByte))
        {
            throw new OperatorException("the input table must be of signed bytes where it has scales, and of 32-bit floats where it has none");
        }
    }

    private static void Check(string what, long index, long count)
    {
        if (index < 0 || index >= count)
        {
            throw new OperatorException($"{what} {index} is outside 0 … {count - 1}");
        }
    }

    private static void Write(float* word, float scale, float* place, float* target, long width)
    {
        var scales = Vector512.Create(scale);
        long i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            ((Vector512.Load(word + i) * scales) + Vector512.Load(place + i)).Store(target + i);
        }

        for (; i < width; i++)
        {
            target[i] = (word[i] * scale) + place[i];
        }
    }

    private static void Write(sbyte* word, float scale, float* place, float* target, long width)
    {
        var scales = Vector512.Create(scale);
        long i = 0;
        for (; i <= width - Lanes.Count; i += Lanes.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.WidenLower(Vector128.Load(word + i).ToVector256Unsafe()));
            ((Vector512.ConvertToSingle(Vector512.Create(low, high)) * scales) + Vector512.Load(place + i)).Store(target + i);
        }

        for (; i < width; i++)
        {
            target[i] = (word[i] * scale) + place[i];
        }
    }
}
