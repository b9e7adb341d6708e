import './base.css';
import './rows.css';
import './entries.css';
import './states.css';
import './entry.css';
import './explorer.css';
import './prune.css';
