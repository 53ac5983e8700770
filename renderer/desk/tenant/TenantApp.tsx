import { TenantState } from '#shared/domain/setup/practice/tenant-state.ts';
import { Frame } from '../parts/Frame.tsx';
import { Problem } from '../parts/Notes.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import { hrefTo, usePlace } from '../parts/use-place.ts';
import { useStateOf } from '../parts/use-state-of.ts';
import { AccessPart } from './AccessPart.tsx';
import { ChannelsPart } from './ChannelsPart.tsx';
import { IntegrationsPart } from './IntegrationsPart.tsx';
import { ListsPart } from './ListsPart.tsx';
import { QueuesPart } from './QueuesPart.tsx';
import { RolesPart } from './RolesPart.tsx';
import { SkillsPart } from './SkillsPart.tsx';
import { SlaPart } from './SlaPart.tsx';
import { UsersPart } from './UsersPart.tsx';

const parts = {
  integrations: IntegrationsPart,
  channels: ChannelsPart,
  roles: RolesPart,
  users: UsersPart,
  queues: QueuesPart,
  skills: SkillsPart,
  sla: SlaPart,
  lists: ListsPart,
  access: AccessPart,
} as const;
type PartName = keyof typeof parts;
const names = Object.keys(parts) as PartName[];

/** The administration of the simulated tenant: as far as somebody who sets up a channel needs it. */
export function TenantApp() {
  const { t, refusal } = usePageTexts();
  const [asked] = usePlace();
  const here = names.find((name) => name === asked) ?? 'integrations';
  const { state, refusal: refused, reload } = useStateOf('/tenant/api', TenantState);
  const Part = parts[here];
  return (
    <Frame
      title={state === null ? t('tenant.title') : `${t('tenant.title')} · ${state.tenant.name}`}
      places={names.map((name) => ({
        href: hrefTo(name),
        text: `tenantPlaces.${name}` as const,
        isHere: name === here,
      }))}
      links={[{ href: '/desk', text: 'frame.toDesk' }]}
    >
      {refused !== null && <Problem text={refusal('tenantRefusal', refused)} />}
      {state === null ? (
        refused === null && <p role="status">{t('frame.loading')}</p>
      ) : (
        <Part state={state} reload={reload} />
      )}
    </Frame>
  );
}
