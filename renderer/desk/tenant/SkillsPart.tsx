import { ListAndForm } from '../parts/ListAndForm.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import { SkillEditor } from './SkillEditor.tsx';
import type { TenantPartProps } from './tenant-part.ts';
import { useChosen } from './use-chosen.ts';

/** ACD > Contact settings > ACD Skills. */
export function SkillsPart({ state, reload }: TenantPartProps) {
  const { t } = usePageTexts();
  const { id, row, choose } = useChosen('skills', state.skills, (skill) => skill.id);
  return (
    <ListAndForm
      title={t('tenantPlaces.skills')}
      lead={t('skills.lead')}
      empty={t('skills.empty')}
      items={state.skills.map((skill) => ({
        id: skill.id,
        name: skill.name,
        note: t(skill.isOutbound ? 'skills.outbound' : 'skills.inbound'),
      }))}
      chosen={id}
      onChoose={choose}
      add={{ label: t('skills.add'), onAdd: () => choose('new') }}
    >
      <SkillEditor key={id} row={row} state={state} reload={reload} choose={choose} />
    </ListAndForm>
  );
}
