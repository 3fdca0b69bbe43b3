/** Writing systems in which joiners belong to the spelling of words. */
const joined = String.raw`\p{Script=Arabic}\p{Script=Syriac}\p{Script=Nko}\p{Script=Mongolian}`;
// letters that do not join the next one: after them a non-joiner changes nothing that could be seen
const unjoining = 'آأؤإاةدذرزژڈڑوۆۇۈۉۊۋےۓءٱ';
// signs that take the vowel off a letter: what follows decides how the two are drawn
const virama = '\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2';

const before = (pattern: string): RegExp => new RegExp(String.raw`${pattern}$`, 'u');
const after = (pattern: string): RegExp => new RegExp(`^${pattern}`, 'u');

const arabicBefore = before(String.raw`(?![${unjoining}])[${joined}]\p{M}*`);
const arabicAfter = after(`[${joined}]`);
const viramaBefore = before(`[${virama}]`);
const letterAfter = after(String.raw`\p{L}`);
const emojiBefore = before(String.raw`(?:\p{Extended_Pictographic}|\p{Emoji_Modifier})\ufe0f?`);
const emojiAfter = after(String.raw`\p{Extended_Pictographic}`);
// where the selector makes a picture of a sign: ❤️, but not 1 or what is a picture anyway
const signBefore = before(String.raw`(?!\p{Emoji_Presentation})\p{Extended_Pictographic}`);
const pictureBefore = before(String.raw`\p{Emoji_Presentation}`);
const keyBefore = before('[0-9#*]');
const flagBefore = before(String.raw`🏴[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]*`);
const flagAfter = after(String.raw`[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]*\u{e007f}`);
const eastAsian = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]`;
const eastBefore = before(eastAsian);
const eastAfter = after(eastAsian);

/**
 * Whether a character that is not seen belongs to the spelling of what stands around it, where it changes what is drawn:
 * joiners of emoji, of Arabic and Indic letters, selectors of emoji, tags of flags, the wide blank between East Asian
 * letters. @param at where it stands in the text
 */
export const isOrdinary = (text: string, character: string, at: number): boolean => {
  // as far as any of the patterns looks
  const left = text.slice(Math.max(0, at - 16), at);
  const right = text.slice(at + character.length, at + character.length + 16);
  switch (character) {
    case '\u200c':
      return (
        (arabicBefore.test(left) && arabicAfter.test(right)) ||
        (viramaBefore.test(left) && letterAfter.test(right))
      );
    case '\u200d':
      return (emojiBefore.test(left) && emojiAfter.test(right)) || viramaBefore.test(left);
    case '\ufe0f':
      return signBefore.test(left) || (keyBefore.test(left) && right.startsWith('\u20e3'));
    case '\ufe0e':
      return pictureBefore.test(left);
    case '\u3000':
      return eastBefore.test(left) && eastAfter.test(right);
    default:
      return (
        /[\u{e0030}-\u{e007f}]/u.test(character) &&
        flagBefore.test(left) &&
        (character === '\u{e007f}' ? left.length > 2 : flagAfter.test(right))
      );
  }
};
