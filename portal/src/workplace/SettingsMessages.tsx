import type { SettingsMessage } from '@nahtlos/contract/api/workplace'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { seeSettingsMessages } from '../api/workplace.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { formatInstant } from '../shell/format.ts'
import { useLanguage, useText, useTexts } from '../shell/language.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { workplaceTexts } from './texts.ts'

/** What became of settings when nobody was there to be told, until she says that she has seen it. */
export function SettingsMessages({ messages }: { messages: readonly SettingsMessage[] }) {
  const t = useTexts(workplaceTexts)
  const queries = useQueryClient()
  const see = useMutation({
    mutationFn: seeSettingsMessages,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['start'] }),
  })
  const pending = messages.filter(({ kind }) => kind === 'pending')
  const others = messages.filter(({ kind }) => kind !== 'pending')
  const last = others.at(-1)
  return (
    <>
      {pending.length > 0 && (
        <Alert kind="warning" title={t.settingsPending}>
          <List messages={pending} />
        </Alert>
      )}
      {last !== undefined && (
        <Alert kind="info" title={t.settingsNews}>
          <List messages={others} />
          {see.error && <TroubleAlert key={see.submittedAt} error={see.error} />}
          <Button small isPending={see.isPending} onPress={() => see.mutate(last.at)}>
            {t.settingsSeen}
          </Button>
        </Alert>
      )}
    </>
  )
}

function List({ messages }: { messages: readonly SettingsMessage[] }) {
  const t = useTexts(workplaceTexts)
  const text = useText()
  const { language } = useLanguage()
  return (
    <ul className="kern-body flow">
      {messages.map(({ kind, at, title, template, host, files, missing }) => (
        <li key={`${kind} ${at} ${template}`}>
          {t.settingsMessage[kind](text(title), formatInstant(at, language), host ?? '')}
          {[files.length > 0 && ` (${files.join(', ')})`, ...missing.map((one) => ` ${text(one)}`)]}{' '}
          {template !== null && (
            <Link className="kern-link" to="/settings/$template" params={{ template }}>
              {t.settingsVersions(text(title))}
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}
