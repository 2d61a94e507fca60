/** Whether nothing of a text can be seen: it is empty, or all spaces and signs without a shape of their own. */
export const isBlank = (text: string): boolean => !/[^\s\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(text);
