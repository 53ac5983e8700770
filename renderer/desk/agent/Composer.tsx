import { useId, useRef, useState } from 'react';
import { deskFilesLimit, deskTextLimit } from '#shared/domain/desk.ts';
import type { DeskAttachment, DeskCase, DeskQuickText } from '#shared/domain/desk.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Done, Problem, Warnings } from '../parts/Notes.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import parts from '../parts/parts.module.css';
import { base64Of } from './base64.ts';
import { CaseSla } from './CaseSla.tsx';
import { casePath, contactPath, useDeskCall } from './desk-call.tsx';
import styles from './desk.module.css';
import { useAct } from './use-act.ts';

interface ComposerProps {
  readonly open: DeskCase;
  /** It is offered to the user, who has not said yes. */
  readonly isOffered: boolean;
  readonly quickTexts: readonly DeskQuickText[];
}

const typingEveryMs = 5_000;

/** The reply, or the draft of who may not reply; the SLA shows when the field is used. */
export function Composer({ open, isOffered, quickTexts }: ComposerProps) {
  const { t, refusal } = usePageTexts();
  const call = useDeskCall();
  const { busy, problem, run } = useAct();
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly DeskAttachment[]>([]);
  const [asked, setAsked] = useState(0);
  const [handedIn, setHandedIn] = useState(false);
  const lastTypingAt = useRef(0);
  const picker = useRef<HTMLInputElement>(null);
  const id = useId();
  const sends = open.replyHindrance === null;
  const drafts = !sends && open.draftHindrance === null;
  const why = (code: NonNullable<DeskCase['replyHindrance']>): string =>
    refusal('deskRefusal', { code, message: code, field: null, right: code === 'needs_right' ? 'reply' : null });
  const hindrances = [...new Set([open.replyHindrance, sends ? null : open.draftHindrance])]
    .filter((code) => code !== null)
    .map(why);

  const typed = (next: string): void => {
    setText(next);
    setHandedIn(false);
    if (!sends || Date.now() - lastTypingAt.current < typingEveryMs) return;
    lastTypingAt.current = Date.now();
    // Nobody waits for it, and a customer who does not see the sign misses nothing.
    void call('POST', casePath(open.number, '/typing'), { typing: true }).catch(() => undefined);
  };
  const add = (chosen: FileList | null): void => {
    const [file] = chosen ?? [];
    if (!file) return;
    run(async () => {
      const contentBase64 = await base64Of(file);
      const upload = { fileName: file.name, mimeType: file.type || 'application/octet-stream', contentBase64 };
      const added = await call<DeskAttachment>('POST', casePath(open.number, '/files'), upload);
      setFiles((was) => [...was, added]);
    });
  };
  const send = (): void =>
    run(async () => {
      const body = { text, files: files.map((file) => file.id) };
      const path = sends ? casePath(open.number, '/reply') : contactPath(open.number, '/message-drafts');
      await call('POST', path, body);
      setText('');
      setFiles([]);
      setHandedIn(!sends);
    });

  const title = t(drafts ? 'agent.draft' : 'agent.reply');
  // What was typed stays in view even when the case went to somebody else meanwhile.
  if (!sends && !drafts && text === '' && files.length === 0) {
    return (
      <Panel title={title}>
        {isOffered ? <p className={parts.faint}>{t('agent.acceptFirst')}</p> : <Warnings texts={hindrances} />}
      </Panel>
    );
  }
  return (
    <Panel title={title}>
      <form
        className={parts.form}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Warnings texts={hindrances} />
        <label htmlFor={id} className="visually-hidden">
          {title}
        </label>
        <textarea
          id={id}
          className={styles.reply}
          rows={3}
          value={text}
          maxLength={deskTextLimit}
          onFocus={() => setAsked((was) => was + 1)}
          onChange={(event) => typed(event.currentTarget.value)}
        />
        {asked > 0 && <CaseSla number={open.number} asked={asked} />}
        <div className={parts.row}>
          <Choice
            label={t('agent.quickText')}
            labelHidden
            value=""
            options={[
              { value: '', label: t('agent.chooseQuickText') },
              ...quickTexts.map((quick) => ({ value: quick.id, label: `${quick.title} (${quick.language})` })),
            ]}
            onChange={(chosen) => {
              const quick = quickTexts.find((one) => one.id === chosen);
              if (quick) typed(text === '' ? quick.text : `${text} ${quick.text}`);
            }}
          />
          {files.length < deskFilesLimit && (
            <>
              {/* The browser draws its own in the browser's language. */}
              <input
                ref={picker}
                type="file"
                hidden
                aria-label={t('agent.files')}
                onChange={(event) => {
                  add(event.currentTarget.files);
                  event.currentTarget.value = '';
                }}
              />
              <Button busy={busy} onClick={() => picker.current?.click()}>
                {t('agent.files')}…
              </Button>
            </>
          )}
        </div>
        {files.map((file) => (
          <div key={file.id} className={parts.row}>
            <span>{file.fileName}</span>
            <Button
              size="small"
              aria-label={`${t('agent.removeFile')}: ${file.fileName}`}
              onClick={() => setFiles(files.filter((one) => one.id !== file.id))}
            >
              {t('agent.removeFile')}
            </Button>
          </div>
        ))}
        <Problem text={problem} />
        <div className={parts.row}>
          <Button submit look="primary" busy={busy} disabled={!sends && !drafts}>
            {t(drafts ? 'agent.saveDraft' : 'agent.send')}
          </Button>
          <Done shown={handedIn}>{t('agent.handedIn')}</Done>
        </div>
      </form>
    </Panel>
  );
}
