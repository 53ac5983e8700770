import type { FieldProblem } from '../domain/setup/finding.ts';
import type { TunnelSettings } from '../domain/setup/tunnel.ts';
import { errorAt } from './context.ts';
import { isFilled } from './names.ts';

const absolute = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/u;
const variableName = /^[A-Za-z_][A-Za-z0-9_]*$/u;

/** Everything that keeps a tunnel from being started as typed. Whether the program is there, only a start can tell. */
export function checkTunnel({ program, variables, addressPattern }: TunnelSettings): FieldProblem[] {
  return [...checkProgram(program), ...checkVariables(variables), ...checkPattern(addressPattern)];
}

function checkProgram(program: string): FieldProblem[] {
  const text = program.trim();
  if (!isFilled(text)) return [errorAt('program', 'SETUP_REQUIRED')];
  if (absolute.test(text)) return [];
  // Spaces: somebody pasted the whole command. A relative path would mean another program in each folder.
  return /[\s/\\]/u.test(text) ? [errorAt('program', 'TUNNEL_PROGRAM_FORM')] : [];
}

function checkVariables(variables: TunnelSettings['variables']): FieldProblem[] {
  return variables.flatMap(({ name, from, value }, index) => {
    const field = `variables.${index}.name`;
    if (!variableName.test(name)) return [errorAt(field, 'TUNNEL_VARIABLE_FORM')];
    if (variables.findIndex((one) => one.name === name) < index) return [errorAt(field, 'TUNNEL_VARIABLE_TWICE', name)];
    if (from !== 'environment' || variableName.test(value)) return [];
    return [errorAt(`variables.${index}.value`, 'TUNNEL_VARIABLE_FORM')];
  });
}

function checkPattern(pattern: string): FieldProblem[] {
  try {
    new RegExp(pattern, 'u');
    return [];
  } catch {
    return [errorAt('addressPattern', 'TUNNEL_PATTERN_FORM')];
  }
}
