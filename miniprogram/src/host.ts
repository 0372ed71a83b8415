import './host.cjs';
