using System.Diagnostics.Metrics;

namespace TranslationService.Inference.Tests.Diagnostics;

/// <summary>What the engine's meter says about one model: sums of what was counted, histograms' counts, and the gauges when asked.</summary>
internal sealed class MetricReading : IDisposable
{
    private readonly string _model;
    private readonly MeterListener _listener;
    private readonly Dictionary<string, double> _values = new(StringComparer.Ordinal);

    /// <param name="model">A name of the test's own, since other tests count on the same meter.</param>
    public MetricReading(string model)
    {
        _model = model;
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Translator.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Series by name; one that has labels beside the model has them after it: <c>name{label=value}</c>.</summary>
    public IReadOnlyDictionary<string, double> Values
    {
        get
        {
            lock (_values)
            {
                return new Dictionary<string, double>(_values, StringComparer.Ordinal);
            }
        }
    }

    /// <summary>The gauges now, by name as above; each measurement may come once only.</summary>
    public IReadOnlyDictionary<string, double> Gauges()
    {
        var before = Values;
        lock (_values)
        {
            _values.Clear();
        }

        _listener.RecordObservableInstruments();
        var gauges = Values;
        lock (_values)
        {
            _values.Clear();
            before.ToList().ForEach(value => _values.Add(value.Key, value.Value));
        }

        return gauges;
    }

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string?)tag.Value);
        if (labels.Remove("model", out var model) && model == _model)
        {
            var name = labels.Count == 0 ? instrument.Name : $"{instrument.Name}{{{string.Join(',', labels.Select(label => $"{label.Key}={label.Value}").Order())}}}";
            lock (_values)
            {
                _values[name] = _values.GetValueOrDefault(name) + (instrument is Histogram<double> or Histogram<int> ? 1 : value);
            }
        }
    }
}
