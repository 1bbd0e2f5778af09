import { composerStyles } from '../composer/composer.styles.ts';
import { headerStyles } from '../header/header.styles.ts';
import { markdownStyles } from '../markdown/markdown.styles.ts';
import { startScreenStyles } from '../start-screen/start-screen.styles.ts';
import { baseStyles } from '../theme/base.styles.ts';
import { threadStyles } from '../thread/thread.styles.ts';

export const styles = [baseStyles, headerStyles, startScreenStyles, threadStyles, markdownStyles, composerStyles];
