<?php
/**
 * What the plugin calls of WordPress, as its documentation describes it (developer.wordpress.org/reference), and one request to a site
 * that has it. Who asks for what is in request.json beside this file. Requests of this PHP are made by the test, which gave it no network.
 */

$request = json_decode( file_get_contents( __DIR__ . '/request.json' ), true );
foreach ( $request['constants'] as $name => $value ) {
	define( $name, $value );
}
define( 'ABSPATH', __DIR__ . '/' );

class WP_User {
	public $ID = 0;
	public $display_name = '';
	public $roles = array();
}

class WP_Error {
}

$hooks   = array();
$tags    = array();
$modules = array();

// Hooks: actions are filters of which nobody takes the result.

function add_filter( $hook, $callback, $priority = 10, $accepted = 1 ) {
	$GLOBALS['hooks'][ $hook ][] = array( $callback, $accepted );
}

function add_action( $hook, $callback, $priority = 10, $accepted = 1 ) {
	add_filter( $hook, $callback, $priority, $accepted );
}

function has_action( $hook ) {
	return isset( $GLOBALS['hooks'][ $hook ] );
}

function apply_filters( $hook, $value, ...$more ) {
	foreach ( $GLOBALS['hooks'][ $hook ] ?? array() as list( $callback, $accepted ) ) {
		$value = $callback( ...array_slice( array( $value, ...$more ), 0, $accepted ) );
	}
	return $value;
}

function do_action( $hook ) {
	apply_filters( $hook, '' );
}

function add_shortcode( $tag, $callback ) {
	$GLOBALS['tags'][ $tag ] = $callback;
}

function do_shortcode( $content ) {
	return preg_replace_callback(
		'/\[(\w+)\]/',
		fn( $found ) => isset( $GLOBALS['tags'][ $found[1] ] )
			? $GLOBALS['tags'][ $found[1] ]( array(), '', $found[1] )
			: $found[0],
		$content
	);
}

// Who is logged in.

function wp_get_current_user() {
	$user = new WP_User();
	foreach ( $GLOBALS['request']['user'] ?? array() as $field => $value ) {
		$user->$field = $value;
	}
	return $user;
}

function is_user_logged_in() {
	return wp_get_current_user()->ID > 0;
}

// Addresses.

function plugins_url( $path, $file ) {
	return '/wp-content/plugins/' . basename( dirname( $file ) ) . '/' . ltrim( $path, '/' );
}

function admin_url( $path, $scheme = 'admin' ) {
	return ( 'relative' === $scheme ? '' : 'https://practice.example' ) . '/wp-admin/' . ltrim( $path, '/' );
}

function untrailingslashit( $text ) {
	return rtrim( $text, '/\\' );
}

/** "Checks and cleans a URL": characters that are of none are taken out, other protocols give nothing, `&` and `'` become entities. */
function esc_url( $url ) {
	$url = preg_replace( '/[^\w\-.~:\/?#\[\]@!$&\'()*+,;=%|\x80-\xff]/', '', ltrim( $url ) );
	if ( preg_match( '/^([a-z][a-z0-9+.-]*):/i', $url, $scheme ) && ! in_array( strtolower( $scheme[1] ), array( 'http', 'https' ), true ) ) {
		return '';
	}
	return str_replace( array( '&', "'" ), array( '&#038;', '&#039;' ), $url );
}

// Scripts, answers.

/** The first one of an id counts. */
function wp_enqueue_script_module( $id, $src = '', $deps = array(), $version = false ) {
	$GLOBALS['modules'] += array( $id => "$src?ver=$version" );
}

function nocache_headers() {
	header( 'Cache-Control: no-cache, must-revalidate, max-age=0, no-store, private' );
}

function wp_json_encode( $value ) {
	return json_encode( $value );
}

function wp_send_json( $response, $status = null ) {
	header( 'Content-Type: application/json; charset=UTF-8' );
	if ( null !== $status ) {
		http_response_code( $status );
	}
	echo wp_json_encode( $response );
	exit;
}

// Requests to elsewhere.

function wp_remote_request( $url, $args = array() ) {
	$answer = json_decode( post_message_to_js( json_encode( array( 'url' => $url ) + $args ) ), true );
	return null === $answer ? new WP_Error() : $answer;
}

function is_wp_error( $thing ) {
	return $thing instanceof WP_Error;
}

function wp_remote_retrieve_response_code( $response ) {
	return is_wp_error( $response ) ? '' : $response['response']['code'];
}

function wp_remote_retrieve_body( $response ) {
	return is_wp_error( $response ) ? '' : $response['body'];
}

// The site: its plugin, what its theme says of people, and the request.

require __DIR__ . '/wp-content/plugins/entrenous/entrenous.php';

add_filter(
	'entrenous_person',
	function ( $person, $user ) {
		if ( in_array( 'therapist', $user->roles, true ) ) {
			$person['kind'] = 'practitioner';
		}
		return $person;
	},
	10,
	2
);

if ( isset( $request['action'] ) ) {
	// What wp-admin/admin-ajax.php does.
	$hook = ( is_user_logged_in() ? 'wp_ajax_' : 'wp_ajax_nopriv_' ) . $request['action'];
	if ( has_action( $hook ) ) {
		do_action( $hook );
	} else {
		http_response_code( 400 );
	}
	exit( '0' );
}

echo '<!doctype html><html lang="en"><meta charset="utf-8"><title>Practice</title><header>', do_shortcode( '[messages_button]' );
echo '</header><main>', do_shortcode( '[messages_inbox]' ), '</main>';
foreach ( $modules as $id => $src ) {
	echo '<script type="module" src="', htmlspecialchars( $src ), "\" id=\"$id-js-module\"></script>";
}
