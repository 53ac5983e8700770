import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
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
  /** A broken line: for what belongs to another line but is not the main thing. */
  readonly dashed?: boolean;
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
  /** Hatched behind the lines: stretches of which not everything is known. */
  readonly hatched?: readonly ChartBand[];
  /** Pixels at least; the chart takes more where its panel has more. */
  readonly height?: number;
  /** Labels of the time axis where they differ from those of points. */
  readonly formatAxis?: (at: number) => string;
  /** Steps the value axis may have, growing. */
  readonly valueSteps?: readonly number[];
  /** What a click on a point does, or Enter where the arrow keys went. Needs `pickHelp`. */
  readonly onPick?: (index: number) => void;
  /** What the keys do, in words. */
  readonly pickHelp?: string;
}

/** Pixels, unless told otherwise. */
const usualHeight = 168;
const usualSteps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
/** Pixels between two lines of a hatching. */
const hatchStep = 7;

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

/** Thin lines across stretches of which not everything is known. */
function hatch(plot: uPlot, bands: readonly ChartBand[], color: string): void {
  const { left, top, width, height } = plot.bbox;
  const step = hatchStep * devicePixelRatio;
  plot.ctx.save();
  plot.ctx.strokeStyle = color;
  plot.ctx.lineWidth = devicePixelRatio;
  for (const { from, until } of bands) {
    const begin = Math.max(left, plot.valToPos(from, 'x', true));
    const end = Math.min(left + width, plot.valToPos(until, 'x', true));
    if (end <= begin) continue;
    plot.ctx.save();
    plot.ctx.beginPath();
    plot.ctx.rect(begin, top, end - begin, height);
    plot.ctx.clip();
    plot.ctx.beginPath();
    // The lines of neighbouring stretches meet.
    for (let x = Math.floor((begin - height) / step) * step; x < end; x += step) {
      plot.ctx.moveTo(x, top + height);
      plot.ctx.lineTo(x + height, top);
    }
    plot.ctx.stroke();
    plot.ctx.restore();
  }
  plot.ctx.restore();
}

/** Room for a label beside the lines, in pixels, on the safe side: Chinese characters are twice as wide. */
function labelWidth(label: string): number {
  return 10 + [...label].reduce((sum, sign) => sum + (sign > '\u2E7F' ? 12.5 : 7), 0);
}

/** Places of values with none on either side: no line leads to them, so they would not be seen. */
function lonePoints(values: ArrayLike<number | null | undefined>): number[] {
  const found: number[] = [];
  for (let index = 0; index < values.length; index++) {
    if (values[index] != null && values[index - 1] == null && values[index + 1] == null) found.push(index);
  }
  return found;
}

function optionsFor(host: HTMLElement, probe: HTMLElement, props: LineChartProps): uPlot.Options {
  const faint = resolvedColor(probe, 'var(--text-faint)');
  const grid = resolvedColor(probe, 'var(--chart-grid)');
  const band = resolvedColor(probe, 'var(--bad-back)');
  const unsure = resolvedColor(probe, 'var(--chart-grid)');
  const { top } = props;
  const font = `12px ${getComputedStyle(host).fontFamily}`;
  const axis = { stroke: faint, font, ticks: { show: false }, grid: { stroke: grid, width: 1 } };
  return {
    width: Math.max(80, host.clientWidth),
    height: Math.max(props.height ?? usualHeight, host.clientHeight),
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
        values: (_plot, splits) => splits.map((at) => (props.formatAxis ?? props.formatTime)(at)),
      },
      {
        ...axis,
        size: (_plot, labels) => Math.max(42, ...(labels ?? []).map(labelWidth)),
        space: 34,
        incrs: [...(props.valueSteps ?? usualSteps)],
        values: (_plot, splits) => splits.map((value) => props.formatValue(value)),
      },
    ],
    series: [
      {},
      ...props.series.map(({ color, label, marks = false, dots = false, dashed = false }) => {
        const stroke = resolvedColor(probe, color);
        return marks
          ? { label, stroke, width: 0, points: { show: true, size: 7, fill: stroke, space: 0 } }
          : {
              label,
              stroke,
              width: dashed ? 1.5 : 2,
              ...(dashed && { dash: [4, 4] }),
              points: dots
                ? { show: true, size: 6, fill: stroke }
                : {
                    show: true,
                    size: 5,
                    width: 0,
                    fill: stroke,
                    filter: (plot: uPlot, number: number) => lonePoints(plot.data[number] ?? []),
                  },
            };
      }),
    ],
    hooks: {
      drawClear: [(plot) => shade(plot, props.bands ?? [], band), (plot) => hatch(plot, props.hatched ?? [], unsure)],
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
  readout.textContent = index == null || at === undefined ? '' : pointInWords(props, index);
}

/** One point of all lines: "14:20 · to CXone 12 · to customers 8". */
function pointInWords({ times, formatTime, formatValue, series, values }: LineChartProps, index: number): string {
  return [
    formatTime(times[index] ?? 0),
    ...series.map(({ label }, number) => {
      const value = values[number]?.[index] ?? null;
      return `${label} ${value === null ? '–' : formatValue(value)}`;
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
    ...[...(props.bands ?? []), ...(props.hatched ?? [])].map(({ from, until }) => `${from} ${until}`),
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
      const plot = new uPlot(optionsFor(host, probe, latest.current), data(), host);
      plot.over.addEventListener('click', () => {
        if (plot.cursor.idx != null) latest.current.onPick?.(plot.cursor.idx);
      });
      plotRef.current = plot;
    };
    draw();
    // A canvas does not wait for the page's font.
    void document.fonts.ready.then(() => {
      if (plotRef.current !== null) draw();
    });
    const resize = new ResizeObserver(() => {
      plotRef.current?.setSize({
        width: Math.max(80, host.clientWidth),
        height: Math.max(latest.current.height ?? usualHeight, host.clientHeight),
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

  const height = props.height ?? usualHeight;
  return (
    <figure className={styles.figure} aria-label={props.name}>
      <div
        ref={hostRef}
        className={styles.host}
        style={{ minHeight: height }}
        data-picks={props.onPick !== undefined || undefined}
        aria-hidden="true"
      >
        <span ref={probeRef} hidden />
        <span data-readout="" className={styles.readout} />
      </div>
      {props.onPick !== undefined && <PointKeys chart={props} plotRef={plotRef} onPick={props.onPick} />}
    </figure>
  );
}

interface PointKeysProps {
  readonly chart: LineChartProps;
  readonly plotRef: RefObject<uPlot | null>;
  readonly onPick: (index: number) => void;
}

/** The same with keys as with the pointer: the arrows go from point to point, Enter picks. */
function PointKeys({ chart, plotRef, onPick }: PointKeysProps) {
  const last = chart.times.length - 1;
  const [index, setIndex] = useState<number | null>(null);
  const present = Math.min(index ?? last, last);
  const show = (next: number): void => {
    setIndex(next);
    const plot = plotRef.current;
    plot?.setCursor({ left: plot.valToPos(chart.times[next] ?? 0, 'x'), top: 0 });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.round(last / 10));
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageDown: -page,
      PageUp: page,
      Home: -last,
      End: last,
    };
    const step = steps[event.key];
    if (step !== undefined) show(Math.min(last, Math.max(0, present + step)));
    else if (event.key === 'Enter') onPick(present);
    else return;
    event.preventDefault();
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      className={styles.keys}
      aria-label={`${chart.name} ${chart.pickHelp ?? ''}`}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, last)}
      aria-valuenow={Math.max(0, present)}
      aria-valuetext={pointInWords(chart, Math.max(0, present))}
      title={chart.pickHelp}
      onFocus={() => show(present)}
      onBlur={() => plotRef.current?.setCursor({ left: -10, top: -10 })}
      onKeyDown={onKeyDown}
    />
  );
}
