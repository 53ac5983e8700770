import type { SetupBook } from '../domain/setup/book.ts';
import { channelForm, channelName, nameOf, thingName, type GivenChannels } from './book-names.ts';

/** One click or choice in the tenant; its sentence is the window's. */
export type RoutingStepKey =
  | 'open_acd'
  | 'open_points_of_contact'
  | 'edit_channel'
  | 'choose_script'
  | 'choose_skill'
  | 'save'
  | 'open_queues'
  | 'open_filters'
  | 'open_conditions'
  | 'add_condition'
  | 'choose_included_channels'
  | 'create_condition'
  | 'add_channel'
  | 'check_selected'
  | 'back_saved_at_once';

export interface RoutingStep {
  readonly key: RoutingStepKey;
  /** What the sentence names: 'channel', 'script', 'skill', 'queue', 'filter', 'channels'. Each is to be copied. */
  readonly values: Readonly<Record<string, string>>;
  /** The queue it is about; null for script and skill. */
  readonly queueId: string | null;
}

/**
 * The exact clicks in CXone for one channel: its script and skill (Digital points of contact), then, where older queues are
 * used, each condition that names it (Routing queues). A name that is not written down yet is an empty text.
 */
export function routingSentences(book: SetupBook, channelId: string, given: GivenChannels): RoutingStep[] {
  const form = channelForm(book, channelId);
  if (form === null) return [];
  const channel = channelName(book, channelId, given);
  const step = (key: RoutingStepKey, values: Record<string, string> = {}): RoutingStep => ({
    key,
    values,
    queueId: null,
  });
  const steps = [
    step('open_acd'),
    step('open_points_of_contact'),
    step('edit_channel', { channel }),
    step('choose_script', { script: thingName(form.script) }),
    step('choose_skill', { skill: thingName(form.skill) }),
    step('save'),
  ];
  return form.routing === 'script' ? steps : [...steps, ...queueSteps(book, channelId, given)];
}

function queueSteps(book: SetupBook, channelId: string, given: GivenChannels): RoutingStep[] {
  const steps: RoutingStep[] = [];
  for (const queue of book.queues) {
    for (const filter of queue.filters) {
      for (const condition of filter.conditions) {
        if (condition.rule !== 'included_channels' || !condition.channels.includes(channelId)) continue;
        const add = (key: RoutingStepKey, values: Record<string, string> = {}): void => {
          steps.push({ key, values, queueId: queue.id });
        };
        const names = condition.channels.map((id) => channelName(book, id, given));
        add('open_acd');
        add('open_queues');
        add('open_filters', { queue: nameOf(queue) });
        add('open_conditions', { filter: filter.name.trim() });
        add('add_condition');
        add('choose_included_channels');
        add('create_condition');
        for (const channel of names) add('add_channel', { channel });
        add('check_selected', { channels: names.join(', ') });
        add('back_saved_at_once');
      }
    }
  }
  return steps;
}
