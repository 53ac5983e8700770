import type { PlaceId } from '#shared/domain/certificate-desk.ts';
import { ourselves, type DeskParts } from './desk-parts.ts';
import type { WatchVerdict } from './fall-back-rule.ts';
import type { PlaceChanges } from './place-changes.ts';
import type { FallBack } from './place-watch.ts';
import { fellBack, type Slots, type TakenBack } from './slots.ts';

/** Puts back what was in use before, and tells people; tells them only when there is nothing that could come back. */
export function createFallBack(parts: DeskParts, changes: PlaceChanges): FallBack {
  const { shelf, clock, lanes, audit, alerts, log, onChange } = parts;

  const cannot = async (placeId: PlaceId, slots: Slots, code: WatchVerdict): Promise<void> => {
    if (slots.watch === null) return;
    log.error('certificates.fails', { placeId, code });
    await shelf.settle(placeId, { ...slots, watch: { ...slots.watch, fallsBackTo: null, told: true } });
  };

  return (placeId, code) =>
    lanes.run(placeId, async () => {
      const facts = changes.factsOf(placeId);
      const slots = shelf.slots(placeId);
      const failed = shelf.held(slots.current);
      if (slots.watch === null || failed === null) return true;
      const { name, validUntil } = failed.view;
      const to = changes.comesBack(facts, slots);
      if (to === null) await cannot(placeId, slots, code);
      else {
        const value = code === 'DESK_REFUSED_BY_CALLERS' ? slots.watch.lastRefusal : null;
        const takenBack: TakenBack = { at: clock.now(), code, value, by: null };
        await changes.make({ placeId, before: slots, after: fellBack(slots, takenBack), material: to.material });
        log.warn('certificates.put_back', { placeId, code, value });
        audit.note({
          by: ourselves,
          action: 'certificate_fell_back',
          channelId: null,
          subject: name,
          detail: `${placeId} ${code}${value === null ? '' : ` (${value})`}, back to ${to.view.name}`,
        });
      }
      const alert = { name, validUntil, daysLeft: null, code, serves: facts.serves, what: 'shown' } as const;
      alerts.told(to === null ? { ...alert, stillInUse: true } : alert);
      onChange();
      return to !== null;
    });
}
