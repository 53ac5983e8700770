import type { ExportForm } from '#shared/domain/message-export.ts';
import { exportColumns, type ExportedFile, type ExportRow } from './export-row.ts';
import { csvCell, jsonLine } from './export-text.ts';

/** One form of the file: what it begins with, and its text for a message. */
export interface ExportWriting {
  readonly head: string;
  readonly line: (row: ExportRow) => string;
}

export const exportWritings: Readonly<Record<ExportForm, ExportWriting>> = {
  // The byte order mark: spreadsheet programs take the file for UTF-8 by it.
  csv: { head: `\ufeff${exportColumns.join(',')}\r\n`, line: (row) => `${csvCells(row).join(',')}\r\n` },
  jsonl: { head: '', line: (row) => `${jsonLine(row)}\n` },
};

function csvCells(row: ExportRow): string[] {
  return exportColumns.map((column) => csvCell(column === 'files' ? filesText(row.files) : row[column]));
}

function filesText(files: readonly ExportedFile[]): string | null {
  return files.length === 0 ? null : files.map(fileText).join('\n');
}

/** 'name (type, bytes, state)'. */
function fileText({ name, type, size_bytes: sizeBytes, state }: ExportedFile): string {
  const details = [type, sizeBytes === null ? '' : `${sizeBytes} bytes`, state].filter((detail) => detail !== '');
  return `${name} (${details.join(', ')})`;
}
