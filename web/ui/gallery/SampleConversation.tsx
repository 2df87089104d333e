import { useState } from 'react';
import { Composer } from '../conversation/Composer';
import { ConversationHeader } from '../conversation/ConversationHeader';
import { ConversationView } from '../conversation/ConversationView';
import type { ConversationHeaderProps, ConversationViewProps } from '../props';
import type { MessageRow } from '../view';
import { conversations, people } from './samples';
import { useSampleChat } from './useSampleChat';

type Props = Pick<ConversationHeaderProps, 'title' | 'subtitle' | 'kind' | 'colorKey' | 'freshness' | 'onInfo'> & {
  typingNames: string[];
  initial: MessageRow[];
  unreadAfterSeq?: number | null;
  unreadCount?: number;
  olderPages?: number;
  over?: Partial<ConversationViewProps>;
};

const { me: _me, ...others } = people;
const sampleChoice = { people: Object.values(others), onQuery: () => undefined, everyone: true, note: null };

export function SampleConversation({ initial, unreadAfterSeq = null, unreadCount = 0, olderPages = 5, typingNames, over, ...view }: Props) {
  const chat = useSampleChat(initial, olderPages);
  const [draft, setDraft] = useState('');
  const [edited, setEdited] = useState<MessageRow | null>(null);
  const item = conversations.find(({ title }) => title === view.title);
  const stopEditing = () => {
    setEdited(null);
    setDraft('');
  };
  const startEditing = (row: MessageRow) => {
    setEdited(row);
    setDraft(row.text);
  };
  return (
    <>
      <ConversationView
        header={
          <ConversationHeader
            {...view}
            photoUrl={null}
            choices={item ? { ...item, hasUnread: unreadCount > 0 } : null}
            onPreferences={() => undefined}
            onBack={() => undefined}
            onSearch={() => undefined}
          />
        }
        kind={view.kind}
        typingNames={typingNames}
        listKey={view.title}
        rows={chat.rows}
        unreadAfterSeq={unreadAfterSeq}
        unreadCount={unreadCount}
        unreadMentions={item?.unreadMentions ?? 0}
        onJumpToMention={() => undefined}
        viewerId={people.me.id}
        onPerson={() => undefined}
        hasOlder={chat.hasOlder}
        loadingOlder={chat.loadingOlder}
        onLoadOlder={chat.loadOlder}
        hasNewer={false}
        loadingNewer={false}
        onLoadNewer={() => undefined}
        onFollowingChange={() => undefined}
        onJumpToLatest={() => undefined}
        onVisibleSeq={(seq) => document.documentElement.setAttribute('data-visible-seq', String(seq))}
        loading={false}
        error={null}
        onRetryLoad={() => undefined}
        pins={[]}
        onShowPins={() => undefined}
        onPin={() => undefined}
        onAbout={() => undefined}
        target={null}
        onJumpTo={() => undefined}
        onReply={() => undefined}
        onReport={() => undefined}
        onRetry={chat.retry}
        onDiscard={chat.discard}
        onCancelSend={chat.discard}
        onStaleFiles={() => undefined}
        filesAttempt={0}
        onEdit={startEditing}
        onDelete={(row) => chat.remove(row.key)}
        onReact={chat.react}
        quickEmoji={['👍', '❤️', '😂', '😮', '😢', '🙏']}
        onDropFiles={null}
        composer={
          <Composer
            draft={draft}
            onDraft={setDraft}
            onSend={() => {
              if (edited) chat.edit(edited.key, draft);
              else chat.send(draft);
              stopEditing();
            }}
            editing={edited}
            onCancelEdit={stopEditing}
            replying={null}
            onCancelReply={() => undefined}
            mentions={view.kind === 'GROUP' ? sampleChoice : null}
            files={[]}
            onAddFiles={() => undefined}
            onRemoveFile={() => undefined}
            onKeepVoice={() => ({ key: 'voice', kept: Promise.resolve(true) })}
            onSendVoice={() => true}
            onUnsavedVoice={() => undefined}
            onEditLast={() => {
              const last = chat.rows.findLast((row) => row.canEdit && !row.deleted);
              if (last) startEditing(last);
            }}
            disabledReason={null}
            maxLength={8_000}
            autoFocus={false}
          />
        }
        {...over}
      />
      <button type="button" id="receive" className="sr-only" onClick={() => chat.receive('A new message from Bia')}>
        Receive
      </button>
    </>
  );
}
