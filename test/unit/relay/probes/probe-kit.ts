import { passed } from '#relay/core/probe-findings.ts';
import { probeRations } from '#relay/core/probe-ration.ts';
import type { LegProbe, ProbeFinding } from '#relay/ports/leg-probe.ts';
import type { ProbeReporter } from '#relay/probes/probe-reports.ts';
import type { ProbeName } from '#shared/domain/health.ts';
import { ChannelId } from '#shared/domain/ids.ts';

export const tulip = ChannelId.parse('tulip');

/** Keeps what is told to the legs, a line each. */
export class RecordingProbeReporter implements ProbeReporter {
  lines: string[] = [];

  proof(channelId: string, leg: string, strength: string): void {
    this.lines.push(`${channelId} ${leg} proof ${strength}`);
  }

  fault(channelId: string, leg: string, fault: Parameters<ProbeReporter['fault']>[2]): void {
    this.lines.push(`${channelId} ${leg} fault ${fault.code} ${fault.retryable ? 'passing' : 'lasting'}`);
  }

  warning(channelId: string, leg: string, warning: Parameters<ProbeReporter['warning']>[2]): void {
    this.lines.push(`${channelId} ${leg} warning ${warning.code} ${warning.value ?? ''}`.trimEnd());
  }

  warningOver(channelId: string, leg: string, code: string): void {
    this.lines.push(`${channelId} ${leg} over ${code}`);
  }

  /** What was told since the last call. */
  take(): string[] {
    return this.lines.splice(0);
  }
}

/** A probe that finds what it is told to; it may be held up until `finish`. */
export class ScriptedProbe implements LegProbe {
  readonly name: ProbeName;
  readonly leg: LegProbe['leg'];
  everyMs: number | null;
  finding: ProbeFinding = passed();
  runs = 0;
  underWay = 0;
  isHeldUp = false;
  readonly onRun: () => void;
  #finish: (() => void)[] = [];

  constructor(name: ProbeName, onRun: () => void = () => undefined) {
    this.name = name;
    ({ leg: this.leg, everyMs: this.everyMs } = probeRations[name]);
    this.onRun = onRun;
  }

  async run(signal: AbortSignal): Promise<ProbeFinding> {
    this.runs += 1;
    this.underWay += 1;
    this.onRun();
    if (this.isHeldUp) {
      await new Promise<void>((resolve) => {
        this.#finish.push(resolve);
        signal.addEventListener('abort', () => {
          resolve();
        });
      });
    }
    this.underWay -= 1;
    return this.finding;
  }

  finish(): void {
    for (const resolve of this.#finish.splice(0)) resolve();
  }
}
