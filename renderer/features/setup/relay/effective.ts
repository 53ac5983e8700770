import {
  emptyRelayForm,
  type BoxListenForm,
  type KeepForm,
  type ListenForm,
  type RelayForm,
  type WayForm,
} from '#shared/domain/setup/relay-form.ts';
import { cleanRelayForm } from '#shared/setup/relay-rules.ts';

/** Parts that are set as a whole, here or elsewhere. */
export type RelayPart = 'listen' | 'box' | 'out' | 'keep';
export const relayParts = ['listen', 'box', 'out', 'keep'] as const satisfies readonly RelayPart[];

/** What counts: of each part the one set here, else the one given, else the product's own. */
export interface EffectiveRelay {
  readonly listen: ListenForm;
  /** Null: CXone calls where WeChat does. */
  readonly box: BoxListenForm | null;
  readonly ways: readonly WayForm[];
  readonly keep: KeepForm;
}

export const isOwn = (form: RelayForm, part: RelayPart): boolean =>
  part === 'box' ? form.box.use !== 'given' : form[part].own;

/** `form` null: nothing was ever put in use. */
export function effectiveRelay(form: RelayForm | null, given: RelayForm | null): EffectiveRelay {
  const typed = cleanRelayForm(form ?? emptyRelayForm());
  const base = cleanRelayForm(given ?? emptyRelayForm());
  const box = typed.box.use === 'given' ? base.box : typed.box;
  return {
    listen: typed.listen.own ? typed.listen : base.listen,
    box: box.use === 'own' ? box : null,
    ways: (typed.out.own ? typed : base).out.ways,
    keep: typed.keep.own ? typed.keep : base.keep,
  };
}

/** Certificate files can be named in relay.json only: what is taken over from there goes on with the desk. */
const choosable = <P extends { readonly tls: ListenForm['tls'] }>(place: P): P =>
  place.tls === 'files' ? { ...place, tls: 'desk' } : place;

const isUntouched = (part: unknown, empty: unknown): boolean => JSON.stringify(part) === JSON.stringify(empty);

/**
 * The form with a part set here. The first time it begins with what is given, so that nobody has to copy it; what was typed
 * before is kept.
 */
export function ownPart(form: RelayForm, part: RelayPart, given: RelayForm | null): Partial<RelayForm> {
  const empty = emptyRelayForm();
  switch (part) {
    case 'listen': {
      const from = isUntouched({ ...form.listen, own: false }, empty.listen) ? given?.listen : undefined;
      return { listen: choosable({ ...(from ?? form.listen), own: true }) };
    }
    case 'box': {
      const from = isUntouched({ ...form.box, use: 'given' }, empty.box) ? given?.box : undefined;
      return { box: choosable({ ...(from ?? form.box), use: 'own' }) };
    }
    case 'out': {
      const from = isUntouched({ ...form.out, own: false }, empty.out) ? given?.out : undefined;
      return { out: { ...(from ?? form.out), own: true } };
    }
    case 'keep': {
      const from = isUntouched({ ...form.keep, own: false }, empty.keep) ? given?.keep : undefined;
      return { keep: { ...(from ?? form.keep), own: true } };
    }
  }
}
