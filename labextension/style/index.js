import './base.css';
import './entry.css';
import './explorer.css';
import './prune.css';
