// What an application writes that has the package from npm.
import 'kb-assistant/define';
