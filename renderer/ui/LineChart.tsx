import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import styles from './LineChart.module.css';

export interface LineSeries {
  /** A CSS colour, `var(--…)` included: it is resolved for the canvas, and again when the theme changes. */
  readonly color: string;
  readonly label: string;
  /** Drawn as separate marks: for what should not happen, where a line would only be noise. */
  readonly marks?: boolean;
  /** A dot at each point, for lines of few points with holes between them. */
  readonly dots?: boolean;
}

/** A stretch of the time axis, epoch ms. */
export interface ChartBand {
  readonly from: number;
  readonly until: number;
}

interface LineChartProps {
  /** The chart told in a sentence: its accessible name. */
  readonly name: string;
  /** Epoch ms, growing. */
  readonly times: readonly number[];
  /** One list for each series, as long as `times`. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly series: readonly LineSeries[];
  readonly formatTime: (at: number) => string;
  readonly formatValue: (value: number) => string;
  /** Shaded behind the lines: outages. */
  readonly bands?: readonly ChartBand[];
  /** Upper end of the scale where it is known; else the greatest value decides. */
  readonly top?: number;
}

/** Pixels; the chart takes more where its panel has more. */
const minHeight = 168;

/** What a canvas needs: the colour that a CSS value stands for at this place, in this theme. */
function resolvedColor(probe: HTMLElement, color: string): string {
  probe.style.color = color;
  return getComputedStyle(probe).color;
}

/** Shades stretches over the whole height, before lines and grid are drawn. */
function shade(plot: uPlot, bands: readonly ChartBand[], color: string): void {
  const { left, top, width, height } = plot.bbox;
  plot.ctx.save();
  plot.ctx.fillStyle = color;
  for (const { from, until } of bands) {
    const begin = Math.max(left, plot.valToPos(from, 'x', true));
    const end = Math.min(left + width, plot.valToPos(until, 'x', true));
    if (end > begin) plot.ctx.fillRect(begin, top, end - begin, height);
  }
  plot.ctx.restore();
}

function optionsFor(host: HTMLElement, probe: HTMLElement, props: LineChartProps): uPlot.Options {
  const faint = resolvedColor(probe, 'var(--text-faint)');
  const grid = resolvedColor(probe, 'var(--chart-grid)');
  const band = resolvedColor(probe, 'var(--bad-back)');
  const { top } = props;
  const font = `12px ${getComputedStyle(host).fontFamily}`;
  const axis = { stroke: faint, font, ticks: { show: false }, grid: { stroke: grid, width: 1 } };
  return {
    width: Math.max(80, host.clientWidth),
    height: Math.max(minHeight, host.clientHeight),
    ms: 1,
    // The last label stands half beside the lines.
    padding: [8, 22, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 7 }, drag: { x: false, y: false } },
    scales: { y: { range: (_plot, _min, max) => [0, top ?? Math.max(4, Math.ceil(max * 1.12))] } },
    axes: [
      {
        ...axis,
        // Its first label reaches under the last one beside the lines.
        size: 30,
        gap: 9,
        space: 70,
        grid: { show: false },
        values: (_plot, splits) => splits.map((at) => props.formatTime(at)),
      },
      {
        ...axis,
        size: 42,
        space: 34,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000],
        values: (_plot, splits) => splits.map((value) => props.formatValue(value)),
      },
    ],
    series: [
      {},
      ...props.series.map(({ color, label, marks = false, dots = false }) => {
        const stroke = resolvedColor(probe, color);
        return marks
          ? { label, stroke, width: 0, points: { show: true, size: 7, fill: stroke, space: 0 } }
          : { label, stroke, width: 2, points: dots ? { show: true, size: 6, fill: stroke } : { show: false } };
      }),
    ],
    hooks: {
      drawClear: [(plot) => shade(plot, props.bands ?? [], band)],
      setCursor: [(plot) => showReadout(host, plot, props)],
    },
  };
}

/** The figures under the pointer, as text in a corner: nothing covers the lines. */
function showReadout(host: HTMLElement, plot: uPlot, props: LineChartProps): void {
  const readout = host.querySelector('[data-readout]');
  if (readout === null) return;
  const index = plot.cursor.idx;
  const at = index == null ? undefined : props.times[index];
  readout.textContent =
    index == null || at === undefined
      ? ''
      : [
          props.formatTime(at),
          ...props.series.map(({ label }, number) => {
            const value = props.values[number]?.[index] ?? null;
            return `${label} ${value === null ? '–' : props.formatValue(value)}`;
          }),
        ].join('  ·  ');
}

/** Lines over time on a canvas, in the theme's colours. */
export function LineChart(props: LineChartProps) {
  const hostRef = useRef<HTMLDivElement>(null);
  const probeRef = useRef<HTMLSpanElement>(null);
  const plotRef = useRef<uPlot | null>(null);
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  const seriesKey = [
    ...props.series.map(({ color, label }) => `${color} ${label}`),
    ...(props.bands ?? []).map(({ from, until }) => `${from} ${until}`),
    props.top ?? '',
  ].join('|');

  useEffect(() => {
    const host = hostRef.current;
    const probe = probeRef.current;
    if (host === null || probe === null) return;
    const data = (): uPlot.AlignedData => [
      latest.current.times.slice(),
      ...latest.current.values.map((list) => list.slice()),
    ];
    const draw = (): void => {
      plotRef.current?.destroy();
      plotRef.current = new uPlot(optionsFor(host, probe, latest.current), data(), host);
    };
    draw();
    // A canvas does not wait for the page's font.
    void document.fonts.ready.then(() => {
      if (plotRef.current !== null) draw();
    });
    const resize = new ResizeObserver(() => {
      plotRef.current?.setSize({
        width: Math.max(80, host.clientWidth),
        height: Math.max(minHeight, host.clientHeight),
      });
    });
    resize.observe(host);
    // A canvas does not follow the style sheet, so it is drawn again when the theme or the language changes.
    const theme = new MutationObserver(draw);
    theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'lang'] });
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', draw);
    // On paper it is light, whatever the screen shows.
    const paper = window.matchMedia('print');
    paper.addEventListener('change', draw);
    return () => {
      resize.disconnect();
      theme.disconnect();
      system.removeEventListener('change', draw);
      paper.removeEventListener('change', draw);
      plotRef.current?.destroy();
      plotRef.current = null;
    };
  }, [seriesKey]);

  useEffect(() => {
    plotRef.current?.setData([props.times.slice(), ...props.values.map((list) => list.slice())]);
  }, [props.times, props.values]);

  return (
    <figure className={styles.figure} aria-label={props.name}>
      <div ref={hostRef} className={styles.host} aria-hidden="true">
        <span ref={probeRef} hidden />
        <span data-readout="" className={styles.readout} />
      </div>
    </figure>
  );
}
