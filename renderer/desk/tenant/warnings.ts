import type { TenantWarning } from '#shared/domain/setup/practice/tenant-state.ts';
import type { PageTextsValue } from '../parts/page-texts.tsx';

/** What the tenant says will not work, as sentences. */
export const warningTexts = (warnings: readonly TenantWarning[], t: PageTextsValue['t']): string[] =>
  warnings.map((warning) => t(`warnings.${warning}`));
