import type { FieldProblem } from '#shared/domain/setup/finding.ts';

/** Where the problem of a way's password stands, which is no part of the form. */
export const passwordField = (index: number): string => `out.ways.${String(index)}.password`;

/** A missing password is said at the password: said at the user name, it would scold whoever is about to type it. */
export const atThePassword = (problems: readonly FieldProblem[]): FieldProblem[] =>
  problems.map((problem) =>
    problem.code === 'SETUP_PROXY_PASSWORD_MISSING'
      ? { ...problem, field: problem.field.replace(/\.username$/u, '.password') }
      : problem,
  );
