import type { NearestChange } from '@nahtlos/contract/access/nearest-change'
import type { Resolution } from '@nahtlos/contract/access/resolution'
import { useEffect, useRef } from 'react'
import { useText, useTexts } from '../shell/language.tsx'
import { ExplanationTable } from './ExplanationTable.tsx'
import { NearestView } from './NearestView.tsx'
import { administrationTexts } from './texts.ts'
import { WorkspaceParts } from './WorkspaceParts.tsx'

interface ResolutionViewProps {
  readonly resolution: Resolution
  /** Asks what would alter the answer for a workspace. */
  nearest(workspace: string): Promise<NearestChange[]>
}

/** The effective workspaces, each with the explanation of how it came to be. */
export function ResolutionView({ resolution, nearest }: ResolutionViewProps) {
  const t = useTexts(administrationTexts)
  const text = useText()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus()
  }, [])
  return (
    <section className="flow" aria-labelledby="result">
      <h2 id="result" className="kern-heading-medium" tabIndex={-1} ref={heading}>
        {t.result}
      </h2>
      <p className="kern-body">{resolution.zone === null ? t.noZone : t.inZone(resolution.zone)}</p>
      {resolution.workspaces.length === 0 && <p className="kern-body">{t.noWorkspaces}</p>}
      {resolution.workspaces.map((workspace) => (
        <article className="panel flow" key={workspace.id}>
          <div className="card__head">
            <h3 className="kern-title">{text(workspace.title)}</h3>
            <span className={`kern-badge kern-badge--${workspace.available ? 'success' : 'warning'} kern-badge--small`}>
              <span className="kern-label kern-label--small">{workspace.available ? t.available : t.refused}</span>
            </span>
          </div>
          {workspace.refusals.length > 0 && (
            <ul className="kern-list kern-list--bullet">
              {workspace.refusals.map((refusal) => (
                <li key={`${refusal.code} ${refusal.text.de}`}>{text(refusal.text)}</li>
              ))}
            </ul>
          )}
          <p className="kern-body">
            <strong>{t.rights}:</strong>{' '}
            {workspace.rights.length === 0 ? t.noRights : workspace.rights.map((right) => t.right[right]).join(', ')}
          </p>
          {workspace.apps.length > 0 && (
            <p className="kern-body">
              <strong>{t.apps}:</strong> {workspace.apps.map((app) => text(app.title)).join(', ')}
            </p>
          )}
          <WorkspaceParts workspace={workspace} />
          <NearestView ask={nearest} workspace={workspace} />
          <ExplanationTable title={t.why(text(workspace.title))} lines={workspace.explanation} />
        </article>
      ))}
    </section>
  )
}
