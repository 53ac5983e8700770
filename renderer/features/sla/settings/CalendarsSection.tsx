import type { OfficeCalendar } from '#shared/domain/sla-settings.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { CalendarEditor } from './CalendarEditor.tsx';
import styles from './CalendarsSection.module.css';
import { freshCalendarId, replaced, without } from './draft.ts';
import { problemsUnder } from './draft-settings.ts';
import { useSettingsDraft } from './settings-draft-store.ts';
import { useSettingsForm } from './settings-form.tsx';

/** As many as settings hold. */
const most = 100;

/** Office hours: the calendars there are, and the one that is looked at. */
export function CalendarsSection() {
  const { t } = useTexts();
  const { draft, change, problems } = useSettingsForm();
  const wanted = useSettingsDraft((state) => state.calendarId);
  const show = useSettingsDraft((state) => state.show);
  const { calendars } = draft;
  const at = Math.max(
    0,
    calendars.findIndex(({ id }) => id === wanted),
  );
  const chosen = calendars[at];
  const uses = (id: string): number =>
    [draft.global, ...draft.channels.filter(({ follows }) => !follows).map(({ policy }) => policy)].filter(
      ({ calendarId }) => calendarId === id,
    ).length;
  const add = (calendar: OfficeCalendar): void => {
    change((before) => ({ ...before, calendars: [...before.calendars, calendar] }));
    show({ calendarId: calendar.id });
  };
  const addNew = (): void =>
    add({
      id: freshCalendarId(calendars),
      name: t('slaSettings.newName', { number: String(calendars.length + 1) }),
      timeZone: calendars[0]?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      week: Array.from({ length: 7 }, (_, day) => (day < 5 ? [{ from: '09:00', until: '17:30' }] : [])),
      exceptions: [],
    });
  return (
    <div className={styles.columns}>
      <Panel title={t('slaSettings.calendars')} className={styles.list}>
        <p className={styles.help}>{t('slaSettings.calendarsHelp')}</p>
        <ul>
          {calendars.map((calendar, index) => {
            const wrong = problemsUnder(problems, ['calendars', index]);
            const count = uses(calendar.id);
            return (
              <li key={calendar.id}>
                <button
                  type="button"
                  className={styles.entry}
                  aria-current={index === at ? 'true' : undefined}
                  onClick={() => show({ calendarId: calendar.id })}
                >
                  <strong>
                    <SafeText text={calendar.name === '' ? calendar.id : calendar.name} maxLength={100} />
                  </strong>
                  <small>
                    {calendar.timeZone}
                    {' · '}
                    {count === 0 ? t('slaSettings.usedByNone') : t('slaSettings.usedBy', { count })}
                  </small>
                  {wrong > 0 && <small className={styles.wrong}>{t('slaSettings.problems', { count: wrong })}</small>}
                </button>
              </li>
            );
          })}
        </ul>
        {calendars.length < most && (
          <div>
            <Button size="small" onClick={addNew}>
              {t('slaSettings.newCalendar')}
            </Button>
          </div>
        )}
      </Panel>
      {chosen !== undefined && (
        <CalendarEditor
          key={chosen.id}
          index={at}
          calendar={chosen}
          onChange={(next) => change((before) => ({ ...before, calendars: replaced(before.calendars, at, next) }))}
          onCopy={
            calendars.length >= most
              ? null
              : () =>
                  add({
                    ...chosen,
                    id: freshCalendarId(calendars),
                    name: t('slaSettings.copyName', { name: chosen.name }).slice(0, 100),
                  })
          }
          onRemove={
            uses(chosen.id) > 0
              ? null
              : () => change((before) => ({ ...before, calendars: without(before.calendars, at) }))
          }
        />
      )}
    </div>
  );
}
