import { maxPreviewBytes, MediaPreview } from '#shared/domain/message-view.ts';
import type { MessageMedia } from '#shared/domain/message.ts';

export type PreviewKind = 'image' | 'audio' | 'video';

/** Why a file cannot be looked at here. Keys under `storyFile.why`. */
export type NoPreview = 'notStored' | 'type' | 'size';

export type Previewable = { readonly kind: PreviewKind } | { readonly why: NoPreview };

const shownTypes: readonly string[] = MediaPreview.shape.mimeType.options;

/** Whether the window shows such a file, judged by what its first bytes say it is. */
export function previewOf({
  state,
  mimeType,
  sizeBytes,
}: Pick<MessageMedia, 'state' | 'mimeType' | 'sizeBytes'>): Previewable {
  if (state !== 'stored') return { why: 'notStored' };
  if (!shownTypes.includes(mimeType)) return { why: 'type' };
  if ((sizeBytes ?? 0) > maxPreviewBytes) return { why: 'size' };
  const [kind] = mimeType.split('/');
  return { kind: kind === 'audio' || kind === 'video' ? kind : 'image' };
}

/** The bytes of a preview. */
export function blobOf({ base64, mimeType }: MediaPreview): Blob {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index);
  return new Blob([bytes], { type: mimeType });
}
