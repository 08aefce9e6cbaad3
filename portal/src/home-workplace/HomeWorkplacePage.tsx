import type { MyHomeWorkplace } from '@nahtlos/contract/api/home-workplace'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { changeHome, myHomeWorkplace } from '../api/home-workplace.ts'
import { Alert } from '../shell/Alert.tsx'
import { Button } from '../shell/Button.tsx'
import { Confirm } from '../shell/Confirm.tsx'
import { formatDate } from '../shell/format.ts'
import { Loading } from '../shell/Loading.tsx'
import { useLanguage, useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { TroubleAlert } from '../shell/TroubleAlert.tsx'
import { ChecklistForm } from './ChecklistForm.tsx'
import { PhotoPanel } from './PhotoPanel.tsx'
import { homeTexts } from './texts.ts'

/** The checklist of my workplace at home, my photos, and until when it holds. */
export function HomeWorkplacePage() {
  const t = useTexts(homeTexts)
  const queries = useQueryClient()
  const [isSent, setIsSent] = useState(false)
  const mine = useQuery({ queryKey: ['home-workplace'], queryFn: myHomeWorkplace, refetchOnMount: 'always' })
  const become = (next: MyHomeWorkplace) => queries.setQueryData(['home-workplace'], next)
  return (
    <Page title={t.title} lead={t.lead} narrow>
      {mine.isPending && <Loading />}
      {mine.isError && <TroubleAlert error={mine.error} onRetry={() => void mine.refetch()} />}
      <div role="status">{isSent && <Alert kind="success" title={t.sent} />}</div>
      {mine.data && (
        <>
          <Standing
            home={mine.data}
            onChanged={(next) => {
              become(next)
              setIsSent(false)
            }}
          />
          {mine.data.check?.state === 'waiting' && mine.data.photosAtMost > 0 && (
            <PhotoPanel home={mine.data} onChanged={become} />
          )}
          <ChecklistForm
            key={mine.data.check?.id ?? 'first'}
            home={mine.data}
            onFiled={(next) => {
              become(next)
              setIsSent(true)
            }}
          />
        </>
      )}
    </Page>
  )
}

interface StandingProps {
  readonly home: MyHomeWorkplace
  onChanged(next: MyHomeWorkplace): void
}

function Standing({ home, onChanged }: StandingProps) {
  const t = useTexts(homeTexts)
  const { language } = useLanguage()
  const [asking, setAsking] = useState(false)
  const change = useMutation({
    mutationFn: changeHome,
    onSuccess: (next) => {
      setAsking(false)
      onChanged(next)
    },
  })
  const { check, confirmedUntil, trainingUntil, today } = home
  const told = (until: string | null, none: string, holds: (date: string) => string, held: (date: string) => string) =>
    until === null ? none : (until < today ? held : holds)(formatDate(until, language))
  return (
    <section className="panel flow" aria-labelledby="standing">
      <h2 id="standing" className="kern-heading-medium">
        {t.standing}
      </h2>
      <p className="kern-body kern-body--bold">
        {told(confirmedUntil, t.notConfirmed, t.confirmedUntil, t.wasConfirmedUntil)}
      </p>
      {check && <p className="kern-body">{t.state[check.state]}</p>}
      {check?.remark && <p className="kern-body">{check.remark}</p>}
      <p className="kern-body">{told(trainingUntil, t.noTraining, t.trainingUntil, t.trainingHeldUntil)}</p>
      {(confirmedUntil !== null || check?.state === 'waiting') && (
        <div className="row">
          <Button onPress={() => setAsking(true)}>{t.change}</Button>
        </div>
      )}
      <Confirm
        open={asking}
        title={t.changeTitle}
        confirm={t.change}
        pending={change.isPending}
        onConfirm={() => change.mutate()}
        onClose={() => setAsking(false)}
      >
        <p className="kern-body">{t.changeText}</p>
        {change.error && <TroubleAlert key={change.submittedAt} error={change.error} />}
      </Confirm>
    </section>
  )
}
