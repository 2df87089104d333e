type Mentioning = { mentionsEveryone: boolean; mentions: readonly { id: string }[] };

/** Whether a message mentions that person, or everyone. */
export const isMentionOf = ({ mentionsEveryone, mentions }: Mentioning, userId: string) =>
  mentionsEveryone || mentions.some(({ id }) => id === userId);
