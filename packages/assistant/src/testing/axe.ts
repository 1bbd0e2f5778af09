/** In a page of its own, where a bare name would lead nowhere. */
import 'axe-core/axe.min.js';
