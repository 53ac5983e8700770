import type { ReactNode } from 'react';
import type { MessageId } from '#shared/domain/ids.ts';
import { MessagesPage } from '#renderer/features/messages/MessagesPage.tsx';
import { ActDialog } from '#renderer/features/tasks/ActDialog.tsx';
import { ExportDialog } from '#renderer/features/tasks/ExportDialog.tsx';
import { TasksButton } from '#renderer/features/tasks/TasksButton.tsx';
import { TasksPage } from '#renderer/features/tasks/TasksPage.tsx';
import type { MessagesRoute, TasksRoute } from '#renderer/lib/message-search-routes.ts';

interface MessagesPlaceProps {
  readonly route: MessagesRoute | TasksRoute;
  readonly story: (id: MessageId, onClose: () => void) => ReactNode;
}

/** The page Messages, or its tasks: what comes from other features is put in here. */
export function MessagesPlace({ route, story }: MessagesPlaceProps) {
  if (route.tab === 'tasks') return <TasksPage route={route} story={story} />;
  return (
    <MessagesPage
      route={route}
      story={story}
      act={(question) => <ActDialog {...question} />}
      exporting={(scope, onClose) => <ExportDialog scope={scope} onClose={onClose} />}
      tasks={<TasksButton />}
    />
  );
}
