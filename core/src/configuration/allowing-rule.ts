import type { ProgramSet } from '@nahtlos/contract/session/programs'
import { stringify } from 'yaml'

/** The document that allows programs in one workspace, as it is proposed to whoever may publish it. */
export function allowingRule(id: string, workspace: string, { packages, paths }: ProgramSet): string {
  const what = [...packages, ...paths].join(', ')
  return stringify({
    kind: 'ProgramRule',
    id,
    title: { de: `Freigabe: ${what}`, en: `Approval: ${what}` },
    effect: 'allow',
    workspaces: [workspace],
    ...(packages.length > 0 ? { packages } : {}),
    ...(paths.length > 0 ? { paths } : {}),
    reason: { de: 'Auf Anfrage freigegeben.', en: 'Approved on request.' },
  })
}
