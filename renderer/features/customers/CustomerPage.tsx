import { useEffect, useState } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { hrefOf } from '#renderer/lib/router.ts';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { DetailColumns, DetailPage } from '#renderer/ui/DetailPage.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { CustomerCases } from './CustomerCases.tsx';
import { CustomerData } from './CustomerData.tsx';
import { CustomerFacts } from './CustomerFacts.tsx';
import { CustomerFigures } from './CustomerFigures.tsx';
import { CustomerHead } from './CustomerHead.tsx';
import { CustomerNames } from './CustomerNames.tsx';
import { Erased, type ErasedCounts } from './Erased.tsx';

/** Opening the page has the platforms asked; by then they have answered, unless much is asked. */
const askAgainMs = 3_000;

/** One customer of one channel: who says who it is, whether WeChat still takes replies, and what was written. */
export function CustomerPage({ contactNo }: { readonly contactNo: number }) {
  return <OneCustomer key={contactNo} contactNo={contactNo} />;
}

function OneCustomer({ contactNo }: { readonly contactNo: number }) {
  const { t } = useTexts();
  const client = useClient();
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const [erased, setErased] = useState<ErasedCounts | null>(null);
  const customer = useAnswer(String(contactNo), () => client.invoke('customer.get', { contactNo }), {
    enabled: relayRuns && erased === null,
  });
  const { value, ask } = customer;
  const isKnown = value !== null && erased === null;
  useEffect(() => {
    if (!isKnown) return;
    const timer = setTimeout(ask, askAgainMs);
    return () => clearTimeout(timer);
  }, [isKnown, ask]);
  return (
    <DetailPage
      backHref={hrefOf({ page: 'messages', text: null, contactNo: null, messageId: null })}
      back={t('customer.back')}
    >
      {erased === null ? (
        customer.error !== null && <LoadFailed error={customer.error} busy={customer.asking} onRetry={ask} />
      ) : (
        <Erased counts={erased} />
      )}
      {value === null && customer.error === null && <Empty busy={relayRuns} title={t('customer.loading')} />}
      {value !== null && erased === null && (
        <>
          <CustomerHead customer={value} />
          <DetailColumns
            asideWidth="430px"
            main={
              <>
                <CustomerNames customer={value} onChanged={customer.take} />
                <CustomerCases customer={value} />
              </>
            }
            aside={
              <>
                <CustomerFigures customer={value} />
                <CustomerFacts customer={value} />
                <CustomerData customer={value} onErased={setErased} />
              </>
            }
          />
        </>
      )}
    </DetailPage>
  );
}
