import type { EffectiveWorkspace } from '@nahtlos/contract/access/resolution'
import { useText, useTexts } from '../shell/language.tsx'
import { Cell, Table } from '../shell/Table.tsx'
import { administrationTexts } from './texts.ts'

/** What a workspace has besides its rights and apps, and which document each part comes from. */
export function WorkspaceParts({ workspace }: { workspace: EffectiveWorkspace }) {
  const t = useTexts(administrationTexts)
  const text = useText()
  const { withheld, bounds, environment, programs, origins, apps } = workspace
  const titleOf = (id: string) => {
    const app = apps.find((one) => one.id === id)
    return app === undefined ? id : text(app.title)
  }
  const limits = [
    ...(bounds.idleMinutes === null ? [] : [t.idle(bounds.idleMinutes)]),
    ...(bounds.lengthMinutes === null ? [] : [t.length(bounds.lengthMinutes)]),
    ...(bounds.sessions === null ? [] : [t.atOnce(bounds.sessions)]),
    ...(bounds.watermark ? [t.watermark] : []),
  ]
  const forbidden = [...programs.forbid.packages, ...programs.forbid.paths]
  const allowed = [...programs.allow.packages, ...programs.allow.paths]
  const rows: [string, string][] = [
    ...(withheld.length === 0
      ? []
      : [
          [t.withheld, withheld.map(({ app, reason }) => `${titleOf(app)} (${text(reason)})`).join(', ')] as [
            string,
            string,
          ],
        ]),
    ...(limits.length === 0 ? [] : [[t.bounds, limits.join(', ')] as [string, string]]),
    ...(environment.length === 0
      ? []
      : [[t.environment, environment.map(({ title }) => text(title)).join(', ')] as [string, string]]),
    ...(forbidden.length === 0 ? [] : [[t.forbidden, forbidden.join(', ')] as [string, string]]),
    ...(allowed.length === 0 ? [] : [[t.allowed, allowed.join(', ')] as [string, string]]),
  ]
  return (
    <>
      {rows.map(([name, value]) => (
        <p className="kern-body" key={name}>
          <strong>{name}:</strong> {value}
        </p>
      ))}
      {origins.length > 0 && (
        <details>
          <summary className="kern-label">{t.origins(text(workspace.title))}</summary>
          <Table title={t.origins(text(workspace.title))} quiet head={[t.part, t.document, t.forWhom]}>
            {origins.map((origin) => (
              <tr key={origin.item}>
                <Cell head={t.part}>
                  {origin.item.startsWith('App/') ? titleOf(origin.item.slice(4)) : origin.item}
                </Cell>
                <Cell head={t.document}>{origin.document}</Cell>
                <Cell head={t.forWhom}>{t.levels[origin.level]}</Cell>
              </tr>
            ))}
          </Table>
        </details>
      )}
    </>
  )
}
