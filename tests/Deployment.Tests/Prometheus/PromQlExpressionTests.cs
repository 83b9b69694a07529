namespace TranslationService.Deployment.Tests.Prometheus;

public sealed class PromQlExpressionTests
{
    [Theory]
    [InlineData("up == 0", "up", "")]
    [InlineData("""sum by (code) (rate(requests_total{job="a, b{c}", code=~"5.."}[5m])) / on (job) group_left () sum(hits)""", "requests_total,hits", "code,job")]
    [InlineData("histogram_quantile(0.95, sum by (le, phase) (rate(duration_bucket[1m] offset 5m))) > 1e3", "duration_bucket", "le,phase")]
    [InlineData("(ready{a!=\"b\"} == 0) unless on (instance) (draining == bool 1) or vector(1)", "ready,draining", "a,instance")]
    public void Metrics_and_labels_are_told_from_functions_keywords_and_texts(string expression, string metrics, string labels)
    {
        var parsed = new PromQlExpression(expression);

        Assert.Equal(metrics.Split(',').Order(), parsed.Metrics.Order());
        Assert.Equal(labels.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(), parsed.Labels.Order());
    }
}
