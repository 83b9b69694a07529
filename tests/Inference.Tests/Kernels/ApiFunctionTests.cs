using System.Reflection;
using Microsoft.ML.OnnxRuntime;
using TranslationService.Inference.Kernels.Interop;

namespace TranslationService.Inference.Tests.Kernels;

public sealed class ApiFunctionTests
{
    // ONNX Runtime's own C# library has the whole table, in a type that it keeps to itself.
    [Fact]
    public void Every_function_stands_where_ONNX_Runtimes_own_library_has_it()
    {
        var table = typeof(SessionOptions).Assembly.GetType("Microsoft.ML.OnnxRuntime.OrtApi", throwOnError: true)!;
        var names = table.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .OrderBy(field => field.MetadataToken)
            .Select(field => field.Name)
            .ToArray();
        Assert.All(Enum.GetValues<ApiFunction>(), function => Assert.Equal(function.ToString(), names[(int)function]));
    }
}
