declare module 'virtual:emoji/en' {
  export const book: import('./ui/emoji.ts').EmojiBook;
}
declare module 'virtual:emoji/es' {
  export const book: import('./ui/emoji.ts').EmojiBook;
}
