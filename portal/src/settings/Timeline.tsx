import type { SettingsTimeline, SettingsVersion } from '@nahtlos/contract/api/settings'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { SettingsSource } from '../api/settings.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { settingsTexts } from './texts.ts'
import { VersionCard } from './VersionCard.tsx'

interface TimelineProps {
  readonly source: SettingsSource
  readonly template: string
}

type Asked = { readonly what: 'restore'; readonly version: SettingsVersion } | { readonly what: 'reset' }

/** The versions of one app, newest first, each of which can be taken back. */
export function Timeline({ source, template }: TimelineProps) {
  const t = useTexts(settingsTexts)
  const { language } = useLanguage()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)
  const queryKey = [...source.key, template]
  const timeline = useQuery({
    queryKey,
    queryFn: () => source.timeline(template),
    refetchOnMount: 'always',
    // A running session tells how far it is.
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 2_000 : false),
  })
  const change = useMutation({
    mutationFn: (wish: Asked) =>
      wish.what === 'restore' ? source.restore(template, wish.version.number) : source.reset(template),
    onSuccess: (fresh) => {
      queries.setQueryData(queryKey, fresh)
      setAsked(null)
      return queries.invalidateQueries({ queryKey: source.key, exact: true })
    },
  })
  if (timeline.isPending) return <Loading />
  if (timeline.isError) return <TroubleAlert error={timeline.error} onRetry={() => void timeline.refetch()} />
  const { timeline: versions, restores, title } = timeline.data
  const open = restores.filter(({ state }) => state !== 'done')
  return (
    <div className="flow">
      <div role="status" className="flow">
        {change.isSuccess && (
          <Alert kind="success" title={change.variables.what === 'reset' ? t.resetDone : t.restored}>
            {open.map(({ session, state }) => t.session(session[language], state)).join(' ')}
          </Alert>
        )}
        {!change.isSuccess &&
          open.map(({ session, state }) => (
            <Alert key={session.de} kind="info" title={t.session(session[language], state)} />
          ))}
      </div>
      <p className="row">
        <Button onPress={() => setAsked({ what: 'reset' })}>{t.reset}</Button>
      </p>
      <ol className="versions" aria-label={t.timeline(title[language])}>
        {versions.map((version) => (
          <li key={version.number}>
            <VersionCard version={version} onRestore={() => setAsked({ what: 'restore', version })} />
          </li>
        ))}
      </ol>
      <Confirm
        open={asked !== null}
        title={asked?.what === 'reset' ? t.resetTitle : t.restoreTitle}
        confirm={asked?.what === 'reset' ? t.reset : t.restore}
        pending={change.isPending}
        onConfirm={() => asked && change.mutate(asked)}
        onClose={() => setAsked(null)}
      >
        <p className="kern-body">{asked?.what === 'reset' ? t.resetText : t.restoreText}</p>
        <p className="kern-body">{t.restoreOpen}</p>
        {change.error && <TroubleAlert key={change.submittedAt} error={change.error} />}
      </Confirm>
    </div>
  )
}

function isUnderWay({ restores }: SettingsTimeline): boolean {
  return restores.some(({ state }) => state === 'asked' || state === 'waiting')
}
